package io.github.nanoservice.render;

import io.github.nanoservice.archive.ZipWriter;
import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.digest.Sha256;
import io.github.nanoservice.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runtime as a wheel (PEP 427), from which pip installs it without a build and without a
 * network. The same runtime gives the same bytes.
 */
final class RuntimeWheel {
  /** Hexadecimal digits: enough to be unique, and short enough to read. */
  private static final int DIGITS = 12;

  private final String version;
  private final byte[] content;
  private final String sha256;

  private RuntimeWheel(String version, byte[] content) {
    this.version = version;
    this.content = content;
    this.sha256 = Sha256.hex(content);
  }

  /**
   * Names the content, so that pip takes the runtime of another plugin for another release. It is
   * no version that somebody counts up.
   */
  String version() {
    return version;
  }

  /** The bytes of the wheel. */
  byte[] content() {
    return content;
  }

  /** Its file in the bundle. */
  String file() {
    return stem(version) + "-py3-none-any.whl";
  }

  /** The line of a requirements file, relative to the bundle. */
  String requirement() {
    return "./" + file() + " --hash=sha256:" + sha256;
  }

  /** Returns the SHA-256 of the wheel as hexadecimal digits. */
  String sha256() {
    return sha256;
  }

  /** Packs the runtime. */
  static RuntimeWheel of(RuntimePackage runtime) {
    String identity = Fingerprint.of(List.of(runtime.files(), runtime.requirements()));
    // A local version label of digits alone would be read as a number (PEP 440).
    String version = "1+h" + identity.substring(0, DIGITS);
    String metadata = stem(version) + ".dist-info/";
    SortedMap<String, byte[]> files = new TreeMap<>(runtime.files());
    files.put(metadata + "METADATA", bytes(metadata(version, runtime.requirements())));
    files.put(
        metadata + "WHEEL",
        bytes(
            Stream.of(
                "Wheel-Version: 1.0",
                "Generator: nanoservice-maven-plugin",
                "Root-Is-Purelib: true",
                "Tag: py3-none-any")));
    files.put(metadata + "RECORD", record(files, metadata + "RECORD"));
    return new RuntimeWheel(version, ZipWriter.stored(files));
  }

  private static String stem(String version) {
    return Manifest.RUNTIME.replace('-', '_') + "-" + version;
  }

  private static Stream<String> metadata(String version, List<String> requirements) {
    return Stream.concat(
        Stream.of(
            "Metadata-Version: 2.1",
            "Name: " + Manifest.RUNTIME,
            "Version: " + version,
            "Summary: What the services of nanoservice-maven-plugin import",
            "License: Apache-2.0",
            "Requires-Python: >=3.9"),
        requirements.stream().map(line -> "Requires-Dist: " + line));
  }

  private static byte[] record(SortedMap<String, byte[]> files, String path) {
    return bytes(
        Stream.concat(
            files.entrySet().stream()
                .map(
                    file ->
                        "%s,sha256=%s,%d"
                            .formatted(
                                file.getKey(),
                                base64(Sha256.hex(file.getValue())),
                                file.getValue().length)),
            Stream.of(path + ",,")));
  }

  private static String base64(String hexadecimal) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(HexFormat.of().parseHex(hexadecimal));
  }

  private static byte[] bytes(Stream<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package io.github.nanoservice.build;

import io.github.nanoservice.digest.Fingerprint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The plugin's own code as an input of a bundle: its classes, templates and runtime. */
final class PluginCode {
  private PluginCode() {}

  /**
   * The fingerprint of the jar, or of the directory of classes, that contains this class. It
   * differs between two builds of the same snapshot version.
   */
  public static String fingerprint() throws IOException {
    try {
      return fingerprint(
          Path.of(PluginCode.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class loader returned a malformed URL", e);
    }
  }

  /** The fingerprint of a jar or a directory. */
  public static String fingerprint(Path code) throws IOException {
    SortedMap<String, List<Long>> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(code)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        // SHA-256 takes ten times as long in a new Java process, and this runs in every build.
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        files.put(
            code.relativize(file).toString(), List.of((long) bytes.length, checksum.getValue()));
      }
    }
    return Fingerprint.of(files);
  }
}

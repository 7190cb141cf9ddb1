package io.github.nanoservice.manifest;

import io.github.nanoservice.files.Content;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The contents of a bundle, as its {@code nanoservices.json} lists them.
 *
 * @param services sorted by name
 * @param files the files of the bundle except the manifest itself: path with {@code /} to {@code
 *     sha256:<hexadecimal>}
 */
public record Manifest(List<ServiceEntry> services, SortedMap<String, String> files) {
  public Manifest {
    services = List.copyOf(services);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The name of the manifest in the bundle's directory. */
  public static final String FILE_NAME = "nanoservices.json";

  /**
   * A file in the bundle's directory: the releases that the user accepts, for all services. Only
   * there if the user restricts any.
   */
  public static final String LIMITS = "limits.txt";

  /**
   * The distribution with the runtime that all services import. Each service's directory has its
   * wheel.
   */
  public static final String RUNTIME = "nanoservice-runtime";

  /** A pattern for the file name of that wheel, of which a directory has one. */
  public static final String RUNTIME_WHEELS = "nanoservice_runtime-*.whl";

  /** The only version of the format so far. */
  static final int VERSION = 1;

  /** The manifest of a directory that has none: the plugin owns no file in it. */
  public static final Manifest EMPTY = new Manifest(List.of(), Collections.emptySortedMap());

  /**
   * Returns the manifest of a bundle.
   *
   * @param services sorted by name
   * @param contents the bundle's files, path with {@code /} to content
   */
  public static Manifest of(List<ServiceEntry> services, Map<String, Content> contents) {
    // Files that all services share are one object, which is hashed once.
    Map<Content, String> hashes =
        new HashSet<>(contents.values())
            .parallelStream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Content::sha256));
    SortedMap<String, String> files = new TreeMap<>();
    contents.forEach((path, content) -> files.put(path, "sha256:" + hashes.get(content)));
    return new Manifest(services, files);
  }

  /** Returns this manifest with the files of another one added. */
  public Manifest withFilesOf(Manifest other) {
    SortedMap<String, String> union = new TreeMap<>(other.files);
    union.putAll(files);
    return new Manifest(services, union);
  }

  /** Returns the bytes of {@code nanoservices.json}. */
  public byte[] json() {
    return Json.pretty(
            JsonObjectBuilder.with("version", VERSION)
                .add("services", services.stream().map(ServiceEntry::json).toList())
                .add("files", files)
                .build())
        .getBytes(StandardCharsets.US_ASCII);
  }
}

package io.github.nanoservice.manifest;

import io.github.nanoservice.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle holds, as its {@code nanoservices.json} says.
 *
 * @param services what it serves, sorted by name
 * @param files the files that belong to the bundle, path with {@code /} to {@code
 *     sha256:<hexadecimal>}; the manifest is not among them
 */
public record Manifest(List<ServiceEntry> services, SortedMap<String, String> files) {

  /** Its name in the bundle's directory. */
  public static final String FILE_NAME = "nanoservices.json";

  /** The only version of the format there is. */
  static final int VERSION = 1;

  /** The manifest of a directory without one: nothing in it is the plugin's. */
  public static final Manifest EMPTY = new Manifest(List.of(), Collections.emptySortedMap());

  /**
   * Describes a bundle that is not written yet.
   *
   * @param services what it serves, sorted by name
   * @param contents its files, path with {@code /} to content
   */
  public static Manifest of(List<ServiceEntry> services, Map<String, byte[]> contents) {
    SortedMap<String, String> files = new TreeMap<>();
    // The runtime's files are the same arrays in every service.
    Map<byte[], String> hashes = new IdentityHashMap<>();
    contents.forEach(
        (path, content) -> files.put(path, hashes.computeIfAbsent(content, Manifest::hash)));
    return new Manifest(services, files);
  }

  /** This manifest, with the files of another one besides. */
  public Manifest withFilesOf(Manifest other) {
    SortedMap<String, String> union = new TreeMap<>(other.files);
    union.putAll(files);
    return new Manifest(services, union);
  }

  /** The bytes of {@code nanoservices.json}. */
  public byte[] json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", VERSION);
    root.put("services", services.stream().map(Manifest::tree).toList());
    root.put("files", files);
    return Json.write(root).getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Object> tree(ServiceEntry service) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", service.name());
    tree.put("slug", service.slug());
    tree.put("directory", service.directory());
    tree.put("endpoints", service.endpoints().stream().map(Manifest::tree).toList());
    tree.put("requirements", service.requirements());
    return tree;
  }

  private static Map<String, Object> tree(EndpointEntry endpoint) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", endpoint.name());
    tree.put("slug", endpoint.slug());
    tree.put("path", endpoint.path());
    tree.put(
        "published",
        endpoint.published().isPresent()
            ? Optional.of(endpoint.published().getAsInt())
            : Optional.empty());
    tree.put("module", endpoint.module());
    tree.put("file", endpoint.file());
    tree.put("lines", List.of(endpoint.lines().first(), endpoint.lines().last()));
    tree.put("async", endpoint.async());
    tree.put("generator", endpoint.generator());
    tree.put("signature", endpoint.signature());
    tree.put("parameters", endpoint.parameters().stream().map(Manifest::tree).toList());
    tree.put("references", endpoint.references());
    return tree;
  }

  private static Map<String, Object> tree(EndpointEntry.ParameterEntry parameter) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", parameter.name());
    tree.put("kind", parameter.kind().name());
    return tree;
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.github.nanoservice.render;

import io.github.nanoservice.files.Content;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bundle that is not on disk yet. Paths are in the bundle, with {@code /}.
 *
 * @param services sorted by name
 * @param files path to content of what the plugin generated; without the manifest
 * @param copies path to content of what is copied from the user's files
 */
public record Rendering(
    List<ServiceEntry> services,
    SortedMap<String, byte[]> files,
    SortedMap<String, Content.OfFile> copies) {
  public Rendering {
    services = List.copyOf(services);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    copies = Collections.unmodifiableSortedMap(new TreeMap<>(copies));
  }

  /**
   * Returns the content of all files except the manifest. Contents that are one array in memory or
   * one file on disk are equal.
   */
  public SortedMap<String, Content> contents() {
    SortedMap<String, Content> contents = new TreeMap<>(copies);
    Map<byte[], Content> shared = new IdentityHashMap<>();
    files.forEach((path, bytes) -> contents.put(path, shared.computeIfAbsent(bytes, Content::of)));
    return contents;
  }

  /** Returns the manifest of the bundle. */
  public Manifest manifest() {
    return Manifest.of(services, contents());
  }
}

package io.github.nanoservice.render;

import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bundle in memory.
 *
 * @param services sorted by name
 * @param files path in the bundle, with {@code /}, to content; without the manifest
 */
public record Rendering(List<ServiceEntry> services, SortedMap<String, byte[]> files) {
  public Rendering {
    services = List.copyOf(services);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Returns the manifest of the bundle. */
  public Manifest manifest() {
    return Manifest.of(services, files);
  }
}

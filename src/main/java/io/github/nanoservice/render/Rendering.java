package io.github.nanoservice.render;

import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.List;
import java.util.SortedMap;

/**
 * A bundle in memory.
 *
 * @param services what it serves, sorted by name
 * @param files path in the bundle, with {@code /}, to content
 */
public record Rendering(List<ServiceEntry> services, SortedMap<String, byte[]> files) {

  /** Describes the bundle as its {@code nanoservices.json} does. */
  public Manifest manifest() {
    return Manifest.of(services, files);
  }
}

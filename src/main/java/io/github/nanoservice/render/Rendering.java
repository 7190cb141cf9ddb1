package io.github.nanoservice.render;

import java.util.List;
import java.util.SortedMap;

/**
 * A bundle in memory.
 *
 * @param services what it serves, sorted by name
 * @param files path in the bundle, with {@code /}, to content
 */
public record Rendering(List<ServiceEntry> services, SortedMap<String, byte[]> files) {}

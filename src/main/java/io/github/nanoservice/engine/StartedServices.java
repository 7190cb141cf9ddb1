package io.github.nanoservice.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Services that run.
 *
 * @param addresses URLs of the functions that this machine can reach, by name
 * @param tokenFile the file with the token that the services know
 */
public record StartedServices(SortedMap<String, URI> addresses, Path tokenFile) {
  public StartedServices {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
  }
}

package io.github.nanoservice.settings;

import io.github.nanoservice.python.DottedNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules that open connections to other machines.
 *
 * @param modules dotted names
 */
record NetworkClients(Set<String> modules) {
  private static final String TABLE = "network-clients.txt";

  NetworkClients {
    modules = Set.copyOf(modules);
  }

  /** The plugin's table. */
  static NetworkClients bundled() {
    try (InputStream in = NetworkClients.class.getResourceAsStream(TABLE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new NetworkClients(
          reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns those that imports bring, sorted. An import can name a module or something in one. */
  List<String> among(Collection<String> imported) {
    return imported.stream()
        .map(this::client)
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the name itself or the parent that is a client; empty if there is none. */
  private String client(String imported) {
    String name = imported;
    while (!name.isEmpty() && !modules.contains(name)) {
      name = DottedNames.parent(name);
    }
    return name;
  }
}

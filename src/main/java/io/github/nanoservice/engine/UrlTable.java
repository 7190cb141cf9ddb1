package io.github.nanoservice.engine;

import java.net.URI;
import java.util.SortedMap;

/** Shows where functions listen. */
public final class UrlTable {

  private UrlTable() {}

  /**
   * A line for each function, its name and its URL in columns, below a heading.
   *
   * @param addresses URLs by name of function
   */
  public static String of(SortedMap<String, URI> addresses) {
    int width =
        addresses.keySet().stream().mapToInt(String::length).reduce("FUNCTION".length(), Math::max);
    String row = "%-" + width + "s  %s%n";
    StringBuilder table = new StringBuilder(row.formatted("FUNCTION", "URL"));
    addresses.forEach((name, url) -> table.append(row.formatted(name, url)));
    return table.toString();
  }
}

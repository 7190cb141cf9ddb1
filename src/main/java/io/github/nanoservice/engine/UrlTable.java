package io.github.nanoservice.engine;

import java.net.URI;
import java.util.SortedMap;

/** Formats URLs as a table. */
public final class UrlTable {

  private UrlTable() {}

  /**
   * Returns a heading and a line for each function or application, with name and URL in columns.
   *
   * @param addresses URLs by name
   */
  public static String of(SortedMap<String, URI> addresses) {
    int width =
        addresses.keySet().stream().mapToInt(String::length).reduce("NAME".length(), Math::max);
    String row = "%-" + width + "s  %s%n";
    StringBuilder table = new StringBuilder(row.formatted("NAME", "URL"));
    addresses.forEach((name, url) -> table.append(row.formatted(name, url)));
    return table.toString();
  }
}

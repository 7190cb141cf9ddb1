package io.github.nanoservice.services;

import java.util.List;

/** Names in a message. */
final class NameList {
  /** The most names in one message. */
  private static final int SHOWN = 5;

  private NameList() {}

  /** Returns the first names, and how many more there are. */
  static String of(List<String> names, String separator) {
    return names.size() <= SHOWN
        ? String.join(separator, names)
        : String.join(", ", names.subList(0, SHOWN))
            + " and %d more".formatted(names.size() - SHOWN);
  }
}

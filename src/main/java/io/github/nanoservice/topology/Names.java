package io.github.nanoservice.topology;

/** Dotted names. */
final class Names {
  private Names() {}

  /** {@code a} of {@code a.b.c}. */
  static String top(String dotted) {
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }

  /** {@code a.b} of {@code a.b.c}; nothing of {@code a}. */
  static String parent(String dotted) {
    int dot = dotted.lastIndexOf('.');
    return dot < 0 ? "" : dotted.substring(0, dot);
  }

  /** {@code c} of {@code a.b.c}. */
  static String last(String dotted) {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }

  /** The two with a dot between, or the one that is not empty. */
  static String join(String parent, String name) {
    return parent.isEmpty() || name.isEmpty() ? parent + name : parent + "." + name;
  }
}

package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.List;

/** Operations on dotted names. */
public final class DottedNames {
  private DottedNames() {}

  /** Returns {@code a} for {@code a.b.c}. */
  public static String top(String dotted) {
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }

  /** Returns {@code a.b} for {@code a.b.c}, and an empty string for {@code a}. */
  public static String parent(String dotted) {
    int dot = dotted.lastIndexOf('.');
    return dot < 0 ? "" : dotted.substring(0, dot);
  }

  /** Returns {@code c} for {@code a.b.c}. */
  public static String last(String dotted) {
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }

  /** {@code a.b.c}, {@code a.b} and {@code a} of {@code a.b.c}. */
  public static List<String> withParents(String dotted) {
    List<String> names = new ArrayList<>();
    for (String name = dotted; !name.isEmpty(); name = parent(name)) {
      names.add(name);
    }
    return List.copyOf(names);
  }

  /** Joins two names with a dot. If one is empty, returns the other. */
  public static String join(String parent, String name) {
    return parent.isEmpty() || name.isEmpty() ? parent + name : parent + "." + name;
  }
}

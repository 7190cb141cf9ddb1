package io.github.nanoservice.python;

import java.util.Set;

/**
 * Methods that change a list, dict, set, bytearray or deque in place (Python's library reference,
 * Built-in Types and collections).
 */
final class MutatingMethods {
  private static final Set<String> NAMES =
      Set.of(
          "__delitem__",
          "__setitem__",
          "add",
          "append",
          "appendleft",
          "clear",
          "difference_update",
          "discard",
          "extend",
          "extendleft",
          "insert",
          "intersection_update",
          "pop",
          "popitem",
          "popleft",
          "remove",
          "reverse",
          "rotate",
          "setdefault",
          "sort",
          "symmetric_difference_update",
          "update");

  private MutatingMethods() {}

  static boolean contain(String name) {
    return NAMES.contains(name);
  }
}

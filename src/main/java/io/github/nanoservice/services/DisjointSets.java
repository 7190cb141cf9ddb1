package io.github.nanoservice.services;

import java.util.HashMap;
import java.util.Map;

/** Sets of keys without common members; a key that was never joined is a set of its own. */
final class DisjointSets {
  private final Map<String, String> parents = new HashMap<>();

  /** Joins the sets of two keys. */
  void join(String one, String other) {
    parents.put(root(one), root(other));
  }

  /** The representative of a key's set, the same for all its members. */
  String root(String key) {
    String root = key;
    while (!parents.getOrDefault(root, root).equals(root)) {
      String parent = parents.get(root);
      // Path halving keeps later walks short.
      parents.put(root, parents.getOrDefault(parent, parent));
      root = parent;
    }
    return root;
  }
}

package io.github.nanoservice.services;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm ("Depth-first search and
 * linear graph algorithms", 1972), in time linear in nodes and edges. It does not recurse, so that
 * a chain of a million nodes does not overflow the stack.
 */
final class StronglyConnectedComponents {
  private static final int UNSEEN = -1;

  private final int[][] successors;
  private final int[] order;
  private final int[] low;
  private final int[] component;
  private final int[] open;
  private final BitSet isOpen = new BitSet();
  private int openCount;
  private int seen;
  private int count;

  private StronglyConnectedComponents(int[][] successors) {
    int nodes = successors.length;
    this.successors = successors;
    this.order = new int[nodes];
    this.low = new int[nodes];
    this.component = new int[nodes];
    this.open = new int[nodes];
  }

  /**
   * The number of each node's component. Two nodes are in one component if each can be reached from
   * the other.
   *
   * @param successors of each node, from 0
   */
  static int[] of(int[][] successors) {
    StronglyConnectedComponents components = new StronglyConnectedComponents(successors);
    int nodes = successors.length;
    int[] path = new int[nodes];
    int[] next = new int[nodes];
    Arrays.fill(components.order, UNSEEN);
    for (int root = 0; root < nodes; root++) {
      if (components.order[root] == UNSEEN) {
        components.walk(root, path, next);
      }
    }
    return components.component;
  }

  private void walk(int root, int[] path, int[] next) {
    int depth = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      int node = path[depth];
      if (next[node] < successors[node].length) {
        int successor = successors[node][next[node]++];
        if (order[successor] == UNSEEN) {
          path[++depth] = successor;
          enter(successor);
        } else if (isOpen.get(successor)) {
          low[node] = Math.min(low[node], order[successor]);
        }
      } else {
        close(node);
        depth--;
        if (depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[node]);
        }
      }
    }
  }

  private void enter(int node) {
    order[node] = seen;
    low[node] = seen++;
    open[openCount++] = node;
    isOpen.set(node);
  }

  private void close(int node) {
    if (low[node] == order[node]) {
      int member;
      do {
        member = open[--openCount];
        isOpen.clear(member);
        component[member] = count;
      } while (member != node);
      count++;
    }
  }
}

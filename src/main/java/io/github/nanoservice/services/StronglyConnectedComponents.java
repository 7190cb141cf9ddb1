package io.github.nanoservice.services;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm ("Depth-first search and
 * linear graph algorithms", 1972), in time linear in nodes and edges and without recursion: a
 * million nodes in a chain are no depth of Java's.
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

  /**
   * Takes a graph.
   *
   * @param successors of each node, from 0
   */
  StronglyConnectedComponents(int[][] successors) {
    this.successors = successors;
    int nodes = successors.length;
    this.order = new int[nodes];
    this.low = new int[nodes];
    this.component = new int[nodes];
    this.open = new int[nodes];
    Arrays.fill(order, UNSEEN);
    int[] path = new int[nodes];
    int[] next = new int[nodes];
    for (int root = 0; root < nodes; root++) {
      if (order[root] == UNSEEN) {
        walk(root, path, next);
      }
    }
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

  /** The component of a node: two nodes are in the same if each can be reached from the other. */
  int of(int node) {
    return component[node];
  }
}

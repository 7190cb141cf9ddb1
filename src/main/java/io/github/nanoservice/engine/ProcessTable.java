package io.github.nanoservice.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The running processes of the machine at one time, by their parents. {@link
 * ProcessHandle#descendants} looks at all processes for each call, so for hundreds of services it
 * takes seconds.
 *
 * @param children the processes that a process has started, by its identifier
 */
record ProcessTable(Map<Long, List<ProcessHandle>> children) {
  ProcessTable {
    children = Map.copyOf(children);
  }

  /** Looks at all processes once. */
  static ProcessTable now() {
    Map<Long, List<ProcessHandle>> children = new HashMap<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.forEach(
          process ->
              process
                  .parent()
                  .ifPresent(
                      parent ->
                          children
                              .computeIfAbsent(parent.pid(), key -> new ArrayList<>())
                              .add(process)));
    }
    return new ProcessTable(children);
  }

  /**
   * Returns the processes that a process has started, and those that they have started. Of a
   * process that has ended it returns none, because another one may have its identifier now.
   */
  List<ProcessHandle> descendants(ProcessHandle root) {
    Set<ProcessHandle> found = new LinkedHashSet<>(List.of(root));
    Deque<ProcessHandle> parents = new ArrayDeque<>(found);
    while (!parents.isEmpty()) {
      ProcessHandle parent = parents.pop();
      if (parent.isAlive()) {
        children.getOrDefault(parent.pid(), List.of()).stream()
            .filter(found::add)
            .forEach(parents::add);
      }
    }
    found.remove(root);
    return List.copyOf(found);
  }
}

package io.github.nanoservice.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Returns the processes that a process has started, and those that they have started. */
  List<ProcessHandle> descendants(ProcessHandle root) {
    List<ProcessHandle> descendants = new ArrayList<>();
    Deque<ProcessHandle> parents = new ArrayDeque<>(List.of(root));
    while (!parents.isEmpty()) {
      List<ProcessHandle> own = children.getOrDefault(parents.pop().pid(), List.of());
      descendants.addAll(own);
      parents.addAll(own);
    }
    return descendants;
  }
}

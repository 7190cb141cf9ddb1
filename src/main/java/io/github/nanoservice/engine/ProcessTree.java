package io.github.nanoservice.engine;

import java.util.ArrayList;
import java.util.List;

/** A process and its descendants, which end together. */
final class ProcessTree {
  private final ProcessHandle root;
  private final List<ProcessHandle> descendants = new ArrayList<>();

  /** Takes a running process. */
  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Remembers descendants while their parent is alive; afterwards the relation is lost. */
  synchronized void rememberDescendants(ProcessTable running) {
    descendants.addAll(running.descendants(root));
  }

  /** Kills all of them, also the descendants of a process that has ended. */
  void kill(ProcessTable running) {
    rememberDescendants(running);
    killRemembered();
    root.destroyForcibly();
  }

  private synchronized void killRemembered() {
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}

package io.github.nanoservice.engine;

import java.io.IOException;

/** Starts processes. All processes of the engine go through it, so that a test can do without. */
@FunctionalInterface
public interface ProcessLauncher {

  /**
   * Starts a process. Its standard input is a pipe that stays open and empty for as long as this
   * process lives.
   *
   * @throws IOException where the program is missing or may not be executed
   */
  LaunchedProcess launch(Command command) throws IOException;

  /** The processes of the operating system. */
  static ProcessLauncher ofSystem() {
    return SystemProcess::launch;
  }
}

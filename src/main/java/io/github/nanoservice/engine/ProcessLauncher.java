package io.github.nanoservice.engine;

import java.io.IOException;

/** Starts all processes of the engine, so that tests can replace them. */
@FunctionalInterface
public interface ProcessLauncher {

  /**
   * Starts a process. Its standard input is a pipe that stays open and empty until this process
   * ends.
   *
   * @throws IOException if the program is missing or cannot be executed
   */
  LaunchedProcess launch(Command command) throws IOException;

  /** Returns a launcher that starts processes of the operating system. */
  static ProcessLauncher ofSystem() {
    return SystemProcess::launch;
  }
}

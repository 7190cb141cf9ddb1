package io.github.nanoservice.engine;

import java.io.IOException;

/** A process that waits until its standard input is closed. */
final class SleepingBuild {

  private SleepingBuild() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    System.in.readAllBytes();
  }
}

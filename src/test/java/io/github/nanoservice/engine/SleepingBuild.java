package io.github.nanoservice.engine;

import java.io.IOException;

/** A process that does nothing until its standard input closes. */
final class SleepingBuild {

  private SleepingBuild() {}

  /** Takes nothing. */
  public static void main(String[] arguments) throws IOException {
    System.in.readAllBytes();
  }
}

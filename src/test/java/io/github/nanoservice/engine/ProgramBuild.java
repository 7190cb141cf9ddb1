package io.github.nanoservice.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that runs a program and prints the message of a failure. */
final class ProgramBuild {

  private ProgramBuild() {}

  /** Takes the program and its arguments. */
  public static void main(String[] arguments) throws IOException {
    Command command =
        new Command(List.of(arguments), Path.of("").toAbsolutePath(), Environment.inherited());
    try {
      new ProcessRunner(ProcessLauncher.ofSystem()).run(command);
      System.out.println("no failure");
    } catch (EngineException e) {
      System.out.println(e.getMessage());
    }
  }
}

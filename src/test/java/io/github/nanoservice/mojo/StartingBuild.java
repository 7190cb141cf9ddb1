package io.github.nanoservice.mojo;

import io.github.nanoservice.engine.EngineException;
import java.io.IOException;
import java.nio.file.Path;

/** A build that starts services in containers, to be ended halfway. */
final class StartingBuild {

  private StartingBuild() {}

  /** Takes the project's directory and the directory of its sources. */
  public static void main(String[] arguments) throws IOException {
    try {
      ContainerBundle.generate(Path.of(arguments[0]), Path.of(arguments[1]), "128m").start();
    } catch (EngineException e) {
      System.out.println(e.getMessage());
    }
  }
}

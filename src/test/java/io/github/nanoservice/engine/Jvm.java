package io.github.nanoservice.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a Java process in place of a build. */
public final class Jvm {

  private Jvm() {}

  /** Starts the main method of a test class; its standard error is shown. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return builder(main, List.of(arguments)).start();
  }

  /** Starts the main method of a test class with further environment variables. */
  public static Process start(
      Class<?> main, Map<String, String> environment, String first, String... others)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.addAll(List.of(others));
    ProcessBuilder builder = builder(main, arguments);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static ProcessBuilder builder(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What tests are told on the command line, such as the base image of containers.
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("nanoservice.test."))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}

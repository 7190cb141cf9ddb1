package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param arguments the program, as a path or a name on {@code PATH}, and its arguments; a relative
 *     path starts from the working directory
 * @param directory the working directory
 * @param environment its variables
 * @param log the file for standard output and standard error, if the process has to outlive this
 *     one
 */
record Command(
    List<String> arguments, Path directory, Environment environment, Optional<Path> log) {

  public Command {
    arguments = List.copyOf(arguments);
  }

  /** Takes a process whose output this process reads. */
  public Command(List<String> arguments, Path directory, Environment environment) {
    this(arguments, directory, environment, Optional.empty());
  }
}

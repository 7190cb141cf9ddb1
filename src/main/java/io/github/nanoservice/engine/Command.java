package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param arguments the program, as a path or a name on {@code PATH}, and its arguments; a relative
 *     path starts from the directory
 * @param directory the working directory
 * @param environment variables on top of those of this process
 * @param log the file that takes the place of its standard output and standard error, where it has
 *     one; the process can live on without this one then
 */
public record Command(
    List<String> arguments, Path directory, Map<String, String> environment, Optional<Path> log) {

  /** A process whose output is read. */
  public Command(List<String> arguments, Path directory, Map<String, String> environment) {
    this(arguments, directory, environment, Optional.empty());
  }
}

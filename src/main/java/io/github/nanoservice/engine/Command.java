package io.github.nanoservice.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param arguments the program, as a path or a name on {@code PATH}, and its arguments; a relative
 *     path starts from the directory
 * @param directory the working directory
 * @param environment variables on top of those of this process
 */
public record Command(List<String> arguments, Path directory, Map<String, String> environment) {}

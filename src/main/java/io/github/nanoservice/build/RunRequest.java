package io.github.nanoservice.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a build asks to have run.
 *
 * @param projectDirectory the services' working directory
 * @param workDirectory where files of a run and the virtual environment are kept
 * @param python a name on {@code PATH}, or a path
 * @param function what to call, where the build names it
 * @param args its positional arguments, a JSON array
 * @param kwargs its keyword arguments, a JSON object
 * @param keep whether the services stay up
 * @param startTimeout how long the services may take to start
 * @param callTimeout how long a call may take
 */
public record RunRequest(
    Path projectDirectory,
    Path workDirectory,
    String python,
    Optional<String> function,
    String args,
    String kwargs,
    boolean keep,
    Duration startTimeout,
    Duration callTimeout) {}

package io.github.nanoservice.build;

import java.util.Optional;

/**
 * The function to call, and the services to call it in.
 *
 * @param launch the services
 * @param function the function's name; empty for the first entry point
 * @param args its positional arguments, a JSON array
 * @param kwargs its keyword arguments, a JSON object
 * @param keepRunning whether the services run until this process is ended
 */
public record RunRequest(
    LaunchRequest launch,
    Optional<String> function,
    String args,
    String kwargs,
    boolean keepRunning) {}

package io.github.nanoservice.topology;

import java.util.List;

/**
 * All services of a bundle.
 *
 * @param services sorted by name
 * @param entryPoints names of the endpoints that are reachable from outside, in the order in which
 *     they were asked for
 */
public record Topology(List<Service> services, List<String> entryPoints) {}

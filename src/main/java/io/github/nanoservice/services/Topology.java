package io.github.nanoservice.services;

import java.util.List;

/**
 * All services of a bundle.
 *
 * @param services sorted by name
 * @param entryPoints names of the endpoints that are reachable from outside, in the order in which
 *     they were asked for
 * @param constraints lines of pip's constraints file, the same for all services: the releases of
 *     what the runtime needs that the user does not pin
 */
public record Topology(List<Service> services, List<String> entryPoints, List<String> constraints) {

  /** The endpoints of all services. */
  public List<Endpoint> endpoints() {
    return services.stream().flatMap(service -> service.endpoints().stream()).toList();
  }
}

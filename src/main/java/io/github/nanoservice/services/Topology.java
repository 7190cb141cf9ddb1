package io.github.nanoservice.services;

import java.util.List;
import java.util.Optional;

/**
 * All services of a bundle.
 *
 * @param services sorted by name
 * @param entryPoints names of the endpoints that are reachable from outside, in the configured
 *     order
 * @param calledFunction name of the endpoint that {@link ServiceOptions#calledFunction} names
 * @param constraints lines of pip's constraints file, the same for all services: tested releases of
 *     the runtime's distributions that the user does not override
 * @param limits lines of the same file that the user wrote
 * @param kept the state that services keep between calls
 */
public record Topology(
    List<Service> services,
    List<String> entryPoints,
    Optional<String> calledFunction,
    List<String> constraints,
    List<String> limits,
    List<KeptVariable> kept) {
  public Topology {
    services = List.copyOf(services);
    entryPoints = List.copyOf(entryPoints);
    constraints = List.copyOf(constraints);
    limits = List.copyOf(limits);
    kept = List.copyOf(kept);
  }

  /** The endpoints of all services. */
  public List<Endpoint> endpoints() {
    return services.stream().flatMap(service -> service.endpoints().stream()).toList();
  }
}

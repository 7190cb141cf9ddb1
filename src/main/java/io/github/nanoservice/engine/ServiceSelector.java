package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Selects services by name. */
final class ServiceSelector {

  private ServiceSelector() {}

  /**
   * Returns all services, or the one with a name.
   *
   * @throws EngineException if no service has the name
   */
  static List<ServiceEntry> of(List<ServiceEntry> services, Optional<String> name)
      throws EngineException {
    List<ServiceEntry> selected =
        services.stream()
            .filter(service -> name.isEmpty() || service.name().equals(name.get()))
            .toList();
    if (selected.isEmpty()) {
      throw new EngineException(
          Origin.PROGRAM,
          services.isEmpty()
              ? "There are no services. Generate them with nanoservice:generate and start them with"
                  + " nanoservice:start."
              : "There is no service '%s' (parameter nanoservice.service). Name one of: %s."
                  .formatted(
                      name.orElse(""),
                      services.stream().map(ServiceEntry::name).collect(Collectors.joining(", "))));
    }
    return selected;
  }
}

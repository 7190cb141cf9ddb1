package io.github.nanoservice.engine;

import io.github.nanoservice.engine.EngineException.Origin;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of a bundle's services a user means. */
final class ServiceSelector {

  private ServiceSelector() {}

  /**
   * All services, or the one of a name.
   *
   * @throws EngineException where there is none of that name
   */
  static List<ServiceEntry> of(List<ServiceEntry> services, Optional<String> name)
      throws EngineException {
    List<ServiceEntry> chosen =
        services.stream()
            .filter(service -> name.isEmpty() || service.name().equals(name.get()))
            .toList();
    if (chosen.isEmpty()) {
      throw new EngineException(
          Origin.PROGRAM,
          services.isEmpty()
              ? "There are no services. Write them with nanoservice:generate and start them with nanoservice:start."
              : "There is no service '%s' (parameter nanoservice.service). Name one of: %s."
                  .formatted(
                      name.orElse(""),
                      services.stream().map(ServiceEntry::name).collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}

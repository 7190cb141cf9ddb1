package io.github.nanoservice.settings;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.manifest.ServiceConfiguration;
import java.util.List;
import java.util.Map;

/**
 * The configuration of each service.
 *
 * @param services configurations by the names of services
 * @param findings settings that match nothing, and those that disagree
 */
public record Resolution(Map<String, ServiceConfiguration> services, List<Finding> findings) {
  public Resolution {
    services = Map.copyOf(services);
    findings = List.copyOf(findings);
  }
}

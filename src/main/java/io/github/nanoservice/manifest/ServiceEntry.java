package io.github.nanoservice.manifest;

import com.google.gson.JsonObject;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.util.List;

/**
 * One service in a manifest.
 *
 * @param name the name of its function or its group
 * @param dnsLabel the name in lower case ASCII
 * @param directory the directory of its files in the bundle
 * @param endpoints the functions it serves, or its application; never empty
 * @param requirements what pip installs, one line each, sorted by distribution
 * @param configuration what the user sets for it
 */
public record ServiceEntry(
    String name,
    String dnsLabel,
    String directory,
    List<EndpointEntry> endpoints,
    List<String> requirements,
    ServiceConfiguration configuration) {
  /** The file with the runtime and the tested releases that an image gets first, with hashes. */
  public static final String RUNTIME_REQUIREMENTS = "runtime-requirements.txt";

  /** The file with what the service needs: what pip installs first, except of tested releases. */
  public static final String REQUIREMENTS = "requirements.txt";

  /** The file with what pip installs without hashes after it, if {@link #REQUIREMENTS} has some. */
  public static final String UNHASHED_REQUIREMENTS = "requirements-unhashed.txt";

  public ServiceEntry {
    endpoints = List.copyOf(endpoints);
    requirements = List.copyOf(requirements);
  }

  /** Whether it serves an application instead of functions. */
  public boolean servesApplication() {
    return endpoints.get(0).kind() == EndpointEntry.Kind.APPLICATION;
  }

  JsonObject json() {
    return JsonObjectBuilder.with("name", name)
        .add("dnsLabel", dnsLabel)
        .add("directory", directory)
        .add("endpoints", endpoints.stream().map(EndpointEntry::json).toList())
        .add("requirements", requirements)
        .add("settings", configuration.json())
        .build();
  }
}

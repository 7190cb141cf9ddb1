package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.SettingsReader;
import io.github.nanoservice.settings.FunctionSettings;
import io.github.nanoservice.settings.FunctionSettings.SecretSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code <function>} in {@code <functions>}, as Maven fills it; null is what is not set. */
public final class FunctionParameters {
  private String name;
  private String timeout;
  private String memory;
  private String cpus;
  private String replicas;
  private String workers;
  private Map<String, String> environment;
  private List<SecretParameters> secrets;
  private String network;
  private String baseImage;
  private List<String> systemPackages;
  private String pythonVersion;
  private String contentType;
  private String handler;

  FunctionSettings settings(Parameters parameters) {
    SettingsReader reader = SettingsReader.of(parameters, name);
    Map<String, SecretSource> sources = new LinkedHashMap<>();
    Optional.ofNullable(secrets).orElse(List.of()).forEach(secret -> secret.addTo(sources, reader));
    return new FunctionSettings(
        reader.name(),
        reader.timeout(timeout),
        reader.memory(memory),
        reader.cpus(cpus),
        reader.replicas(replicas),
        reader.workers(workers),
        reader.environment(environment),
        sources,
        reader.network(network),
        reader.baseImage(baseImage),
        reader.systemPackages(systemPackages),
        reader.pythonVersion(pythonVersion),
        reader.contentType(contentType),
        reader.handler(handler));
  }
}

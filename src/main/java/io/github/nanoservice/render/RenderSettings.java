package io.github.nanoservice.render;

import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.services.Topology;
import io.github.nanoservice.settings.FunctionSettings;
import io.github.nanoservice.settings.Resolution;
import io.github.nanoservice.settings.SettingsResolver;
import java.util.List;

/**
 * The user's settings for the files of a bundle.
 *
 * @param project name of the project; containers, networks and images are named after it
 * @param version version of the project
 * @param baseImage the image that every service starts from; it needs Python and pip
 * @param firstPort port on 127.0.0.1 of the first entry point; the next one gets the next port.
 *     With 0 each one gets any free port
 * @param services what the services are told by environment variables
 * @param secrets the directory with the secrets of services that are started by hand, relative to
 *     the bundle: letters, digits and {@code . _ - /}
 * @param memoryLimit memory of a container, in bytes or with one of the units {@code k m g}
 * @param pidsLimit number of processes and threads of a container
 * @param metadataAccess whether containers can reach the metadata service of a cloud
 * @param functions the user's settings of functions
 */
public record RenderSettings(
    String project,
    String version,
    String baseImage,
    int firstPort,
    ServiceSettings services,
    String secrets,
    String memoryLimit,
    int pidsLimit,
    boolean metadataAccess,
    List<FunctionSettings> functions) {
  public RenderSettings {
    functions = List.copyOf(functions);
  }

  /** The highest port number: TCP has 16 bits for it (RFC 9293 §3.1). */
  public static final int LAST_PORT = 65_535;

  /**
   * Returns the port of an entry point, 0 for any free port.
   *
   * @param index number of entry points before it
   */
  int port(int index) {
    return firstPort == 0 ? 0 : firstPort + index;
  }

  /** Returns the configuration of each service. */
  Resolution resolve(Topology topology) {
    return SettingsResolver.resolve(
        functions, topology, memoryLimit, baseImage, services.callTimeout());
  }

  /** Returns the default settings. */
  public static RenderSettings defaults(String project) {
    return builder(project).build();
  }

  /** A builder with the defaults. */
  public static Builder builder(String project) {
    return new Builder(project);
  }

  /** Settings under construction. Each setter is named after the component that it sets. */
  public static final class Builder {
    private final String project;
    private String version = "1.0";
    private String baseImage = "python:3.13-slim";
    private int firstPort = 8081;
    private ServiceSettings services = ServiceSettings.DEFAULTS;
    private String secrets = "../nanoservices.secrets";
    private String memoryLimit = "512m";
    private int pidsLimit = 4096;
    private boolean metadataAccess = false;
    private List<FunctionSettings> functions = List.of();

    private Builder(String project) {
      this.project = project;
    }

    public Builder version(String value) {
      version = value;
      return this;
    }

    public Builder baseImage(String value) {
      baseImage = value;
      return this;
    }

    public Builder firstPort(int value) {
      firstPort = value;
      return this;
    }

    public Builder services(ServiceSettings value) {
      services = value;
      return this;
    }

    public Builder secrets(String value) {
      secrets = value;
      return this;
    }

    public Builder memoryLimit(String value) {
      memoryLimit = value;
      return this;
    }

    public Builder pidsLimit(int value) {
      pidsLimit = value;
      return this;
    }

    public Builder metadataAccess(boolean value) {
      metadataAccess = value;
      return this;
    }

    public Builder functions(List<FunctionSettings> value) {
      functions = value;
      return this;
    }

    /** The settings as they are now. */
    public RenderSettings build() {
      return new RenderSettings(
          project,
          version,
          baseImage,
          firstPort,
          services,
          secrets,
          memoryLimit,
          pidsLimit,
          metadataAccess,
          functions);
    }
  }
}

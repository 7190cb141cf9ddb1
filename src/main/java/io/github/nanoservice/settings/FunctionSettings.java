package io.github.nanoservice.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the user sets for the functions that match a name. What is not set is left to other settings
 * and to the defaults.
 *
 * @param name the functions
 * @param timeout the longest that a call may take
 * @param memory memory of each instance, in bytes or with one of the units {@code k m g}
 * @param cpus the most CPU cores of each instance, a decimal number
 * @param replicas number of instances
 * @param workers number of processes of each instance
 * @param environment environment variables by name
 * @param secrets where the value of a secret is, by the name of its environment variable
 * @param network whether functions may open connections to the outside
 * @param baseImage the image of the service
 * @param systemPackages packages to install into the image; empty if none are named
 * @param pythonVersion selects the image unless there is a {@code baseImage}
 * @param contentType the media type of the bytes or the file that functions return
 * @param handler the platform for whose events functions are written
 */
public record FunctionSettings(
    NamePattern name,
    Optional<Duration> timeout,
    Optional<String> memory,
    Optional<String> cpus,
    Optional<Integer> replicas,
    Optional<Integer> workers,
    Map<String, String> environment,
    Map<String, SecretSource> secrets,
    Optional<Boolean> network,
    Optional<String> baseImage,
    List<String> systemPackages,
    Optional<String> pythonVersion,
    Optional<String> contentType,
    Optional<Handler> handler) {
  public FunctionSettings {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    systemPackages = List.copyOf(systemPackages);
  }

  /** A platform that calls functions with events. */
  public enum Handler {
    /** AWS Lambda. */
    LAMBDA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where the value of a secret is.
   *
   * @param file the path of a file, if it is in one
   * @param variable the name of an environment variable of the build, if it is in one
   */
  public record SecretSource(Optional<String> file, Optional<String> variable) {

    @Override
    public String toString() {
      return file.map(path -> "the file " + path)
          .orElseGet(() -> "the environment variable " + variable.orElse(""));
    }
  }
}

package io.github.nanoservice.manifest;

import com.google.gson.JsonObject;
import io.github.nanoservice.secret.ProgramSecrets;
import io.github.nanoservice.secret.SecretDirectory;
import io.github.nanoservice.secret.TlsFiles;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the services of a bundle are told by environment variables, in containers and in processes
 * alike. No value is a secret: the variables name the files that contain secrets.
 *
 * @param callTimeout time limit of a call that has none
 * @param authentication which calls need the token
 * @param errorDetails what a caller without the token learns of an exception
 * @param allowedHosts further names that services answer to, in the header {@code Host}
 * @param allowedOrigins origins whose pages may call services from a browser
 * @param tls whether services serve and call with TLS
 * @param times how long services wait for their callers, and how they stop
 * @param limits how long a message may be
 * @param logLevel which log messages of functions are shown if they configure no logging
 */
public record ServiceSettings(
    Duration callTimeout,
    Authentication authentication,
    ErrorDetails errorDetails,
    List<String> allowedHosts,
    List<String> allowedOrigins,
    boolean tls,
    ServiceTimes times,
    MessageLimits limits,
    LogLevel logLevel) {
  public ServiceSettings {
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /** The settings of a bundle whose user chose none. */
  public static final ServiceSettings DEFAULTS =
      new ServiceSettings(
          Duration.ofSeconds(30),
          Authentication.NONE,
          ErrorDetails.MESSAGE,
          List.of(),
          List.of(),
          false,
          ServiceTimes.defaults(),
          MessageLimits.defaults(),
          LogLevel.INFO);

  /** Returns these settings with another time limit. */
  public ServiceSettings withCallTimeout(Duration limit) {
    return new ServiceSettings(
        limit,
        authentication,
        errorDetails,
        allowedHosts,
        allowedOrigins,
        tls,
        times,
        limits,
        logLevel);
  }

  /** Returns these settings with other times. */
  public ServiceSettings withTimes(ServiceTimes others) {
    return new ServiceSettings(
        callTimeout,
        authentication,
        errorDetails,
        allowedHosts,
        allowedOrigins,
        tls,
        others,
        limits,
        logLevel);
  }

  /** Returns these settings for services that are stopped together with their callers. */
  public ServiceSettings withoutDrain() {
    return withTimes(times.withoutDrain());
  }

  /** Returns the scheme of the services' addresses. */
  public String scheme() {
    return TlsFiles.scheme(tls);
  }

  /**
   * Returns the variables that are the same for all services.
   *
   * @param secrets the directory with the secrets, as a service sees it, without a slash at its end
   */
  public SortedMap<String, String> environment(String secrets) {
    SortedMap<String, String> variables = new TreeMap<>(times.environment());
    variables.putAll(limits.environment());
    variables.put("NANOSERVICE_TIMEOUT_MS", Long.toString(callTimeout.toMillis()));
    variables.put("NANOSERVICE_AUTHENTICATION", authentication.name().toLowerCase(Locale.ROOT));
    variables.put("NANOSERVICE_ERROR_DETAILS", errorDetails.name().toLowerCase(Locale.ROOT));
    variables.put("NANOSERVICE_LOG_LEVEL", logLevel.name().toLowerCase(Locale.ROOT));
    variables.put("NANOSERVICE_ALLOWED_HOSTS", String.join(",", allowedHosts));
    variables.put("NANOSERVICE_ALLOWED_ORIGINS", String.join(",", allowedOrigins));
    variables.put("NANOSERVICE_TOKEN_FILE", secrets + "/" + SecretDirectory.TOKEN);
    if (tls) {
      variables.put("NANOSERVICE_TLS_CERTIFICATE", secrets + "/" + TlsFiles.CERTIFICATE);
      variables.put("NANOSERVICE_TLS_KEY", secrets + "/" + TlsFiles.KEY);
      variables.put("NANOSERVICE_TLS_CA", secrets + "/" + TlsFiles.AUTHORITIES);
    }
    return Collections.unmodifiableSortedMap(variables);
  }

  /**
   * Returns the variables that a service has for itself.
   *
   * @param secrets as for {@link #environment(String)}
   */
  public SortedMap<String, String> environment(ServiceEntry service, String secrets) {
    String entryPoints =
        service.endpoints().stream()
            .filter(endpoint -> endpoint.published().isPresent())
            .map(EndpointEntry::name)
            .collect(Collectors.joining(","));
    SortedMap<String, String> variables = new TreeMap<>();
    variables.put("NANOSERVICE_ENTRY_POINTS", entryPoints);
    service
        .configuration()
        .timeout()
        .map(limit -> Long.toString(limit.toMillis()))
        .ifPresent(
            limit -> {
              variables.put("NANOSERVICE_TIMEOUT_MS", limit);
              variables.put("NANOSERVICE_CALL_LIMIT_MS", limit);
            });
    if (service.configuration().workers() > 1) {
      variables.put("NANOSERVICE_WORKERS", Integer.toString(service.configuration().workers()));
    }
    Map<String, String> types = service.configuration().contentTypes();
    if (!types.isEmpty()) {
      variables.put(
          "NANOSERVICE_CONTENT_TYPES",
          types.entrySet().stream()
              .map(type -> type.getKey() + "=" + type.getValue())
              .collect(Collectors.joining(",")));
    }
    if (!service.configuration().lambdaHandlers().isEmpty()) {
      variables.put(
          "NANOSERVICE_LAMBDA_HANDLERS",
          String.join(",", service.configuration().lambdaHandlers()));
    }
    List<String> names = service.configuration().secrets();
    if (!names.isEmpty()) {
      JsonObject files = new JsonObject();
      names.forEach(name -> files.addProperty(name, secrets + "/" + ProgramSecrets.fileName(name)));
      variables.put("NANOSERVICE_SECRET_FILES", files.toString());
    }
    variables.putAll(service.configuration().environment());
    return Collections.unmodifiableSortedMap(variables);
  }
}

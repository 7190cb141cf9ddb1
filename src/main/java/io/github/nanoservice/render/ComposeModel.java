package io.github.nanoservice.render;

import io.github.nanoservice.manifest.ServiceProtocol;
import io.github.nanoservice.manifest.ServiceTimes;
import io.github.nanoservice.naming.ImageName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The values of {@code compose.yaml.mustache}.
 *
 * @param project name of the compose project, a YAML scalar
 * @param environment variables that are the same for all services
 * @param tls whether services serve with TLS
 * @param secrets the directory of the secrets, relative to the bundle
 * @param secretFiles the names of the files in it that all services get
 * @param programSecrets the names of the files in it with secrets of the program
 * @param times how long services wait for their callers, and how they stop
 * @param checkSeconds interval between two health checks of one service in seconds
 * @param memoryLimit memory of a container, as Compose writes it: {@code 512m}
 * @param pidsLimit number of processes and threads of a container
 * @param ownAddresses addresses that each container gets as its own, a YAML sequence, if any
 * @param services sorted by name
 */
record ComposeModel(
    String project,
    List<Variable> environment,
    boolean tls,
    String secrets,
    List<String> secretFiles,
    List<String> programSecrets,
    ServiceTimes times,
    int checkSeconds,
    String memoryLimit,
    int pidsLimit,
    Optional<String> ownAddresses,
    List<Item> services) {
  ComposeModel {
    environment = List.copyOf(environment);
    secretFiles = List.copyOf(secretFiles);
    programSecrets = List.copyOf(programSecrets);
    services = List.copyOf(services);
  }

  /**
   * One environment variable.
   *
   * @param value a YAML scalar
   */
  record Variable(String name, String value) {

    /** Returns variables in the order of their names. */
    static List<Variable> of(SortedMap<String, String> variables) {
      return variables.entrySet().stream()
          .map(each -> new Variable(each.getKey(), quoted(each.getValue())))
          .toList();
    }
  }

  /**
   * One service.
   *
   * @param key its name, a YAML scalar
   * @param directory the build context
   * @param environment variables of this service
   * @param image name of the image, a YAML scalar, if Compose's default would be illegal
   * @param memory its memory, if it is not that of all services
   * @param cpus the most CPU cores of an instance, if they are limited
   * @param replicas number of instances, if there are several
   * @param network whether it may open connections to the outside although it is not an entry point
   * @param programSecrets the names of the files with its secrets
   * @param aliases its host names, YAML scalars
   * @param published its port on 127.0.0.1, if it is an entry point
   */
  record Item(
      String key,
      String directory,
      List<Variable> environment,
      Optional<String> image,
      Optional<String> memory,
      Optional<String> cpus,
      Optional<Integer> replicas,
      boolean network,
      List<String> programSecrets,
      List<String> aliases,
      Optional<Integer> published) {
    Item {
      environment = List.copyOf(environment);
      aliases = List.copyOf(aliases);
      programSecrets = List.copyOf(programSecrets);
    }

    /** Whether it has secrets that others do not have. */
    boolean ownSecrets() {
      return !programSecrets.isEmpty();
    }

    /** Whether it is in the network that reaches the outside. */
    boolean outside() {
      return network || published.isPresent();
    }
  }

  /**
   * The metadata services of clouds: of virtual machines, and of tasks in Amazon ECS. A packet to
   * an address of its own never leaves a container (RFC 1122 §3.3.1.1), through whichever interface
   * a process sends it.
   */
  private static final List<String> METADATA_ADDRESSES =
      List.of("169.254.169.254", "169.254.170.2");

  private static final int MAX_CHECKS_PER_SECOND = 5;
  private static final int MIN_CHECK_SECONDS = 5;

  /** The port that services listen on. */
  int port() {
    return ServiceProtocol.PORT;
  }

  /** Seconds for which a stopping service still accepts calls. */
  String drainSeconds() {
    return BigDecimal.valueOf(times.drain().toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** Seconds that a stopping service lets running calls finish. */
  long callGraceSeconds() {
    return ServiceProtocol.CALL_GRACE.toSeconds();
  }

  /** Seconds that a service has to stop, rounded up. */
  long stopGraceSeconds() {
    return times.stopGrace().plusMillis(999).toSeconds();
  }

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");

  /** Plain scalars that YAML 1.1 or 1.2 reads as a boolean or null, in any case. */
  private static final Set<String> RESERVED =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  /** The directory in which Compose mounts secrets. */
  static final String SECRETS = "/run/secrets";

  /** Returns an interval that keeps the checks of many services from using up a core. */
  static int checkSeconds(int services) {
    return Math.max(
        MIN_CHECK_SECONDS, (services + MAX_CHECKS_PER_SECOND - 1) / MAX_CHECKS_PER_SECOND);
  }

  /**
   * Returns the addresses that each container gets as its own.
   *
   * @param metadataAccess whether containers can reach the metadata service of a cloud
   */
  static Optional<String> ownAddresses(boolean metadataAccess) {
    return metadataAccess
        ? Optional.empty()
        : Optional.of("[" + String.join(", ", METADATA_ADDRESSES) + "]");
  }

  /**
   * Returns the name of a service's image if Compose's default, project and service, would be
   * illegal: because the service has capitals in its name, or an underscore at an end.
   */
  static Optional<String> image(String service, String dnsLabel) {
    return ImageName.isLegal(service)
        ? Optional.empty()
        : Optional.of("\"${COMPOSE_PROJECT_NAME}-" + dnsLabel + '"');
  }

  /**
   * Returns a YAML scalar for any text, on one line; Compose takes {@code $$} for a dollar sign.
   * Readers of YAML refuse control characters, and fold breaks of lines (YAML 1.2 §5.1, §7.3.1).
   */
  static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$");
    return '"'
        + UNPRINTABLE
            .matcher(escaped)
            .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)))
        + '"';
  }

  /**
   * Returns a YAML scalar that every reader takes for this text.
   *
   * @param text letters, digits, {@code .}, {@code -} and {@code _}
   */
  static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : '"' + text + '"';
  }
}

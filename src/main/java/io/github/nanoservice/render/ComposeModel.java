package io.github.nanoservice.render;

import io.github.nanoservice.manifest.ServiceProtocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code compose.yaml.mustache} shows.
 *
 * @param project a YAML scalar
 * @param timeoutMillis how long a call may take
 * @param checkSeconds from one check of a service's health to the next
 * @param memory what a container may have
 * @param processes how many processes and threads a container may have
 * @param services in the order of their names
 */
record ComposeModel(
    String project,
    long timeoutMillis,
    int checkSeconds,
    String memory,
    int processes,
    List<Item> services) {

  /**
   * One service.
   *
   * @param key its name, a YAML scalar
   * @param directory what it is built from
   * @param image what to call its image, a YAML scalar, where its name is none for an image
   * @param aliases its host names, YAML scalars
   * @param published its port on 127.0.0.1, where it has one
   */
  record Item(
      String key,
      String directory,
      Optional<String> image,
      List<String> aliases,
      Optional<Integer> published) {}

  /** The port that services listen on. */
  int port() {
    return ServiceProtocol.PORT;
  }

  /** Seconds that a stopping service lets running calls finish. */
  long callGraceSeconds() {
    return ServiceProtocol.CALL_GRACE.toSeconds();
  }

  /** Seconds that a service has to stop. */
  long stopGraceSeconds() {
    return ServiceProtocol.STOP_GRACE.toSeconds();
  }

  private static final int CHECKS_A_SECOND = 5;
  private static final int LEAST_CHECK_SECONDS = 5;

  /** A component of an image's name, as the specification of OCI's distribution has it. */
  private static final Pattern IMAGE =
      Pattern.compile("[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");

  /** Plain scalars that YAML 1.1 or 1.2 takes for a boolean or nothing, in any case. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  /** With fewer seconds between two checks, the checks of many services would keep a core busy. */
  static int checkSeconds(int services) {
    return Math.max(LEAST_CHECK_SECONDS, (services + CHECKS_A_SECOND - 1) / CHECKS_A_SECOND);
  }

  /**
   * What to call a service's image where the name that Compose would give it, project and service,
   * is none for an image: it has capitals, or an underscore at an end.
   */
  static Optional<String> image(String service, String slug) {
    return IMAGE.matcher(service).matches()
        ? Optional.empty()
        : Optional.of("\"${COMPOSE_PROJECT_NAME}-" + slug + '"');
  }

  /** A scalar that every YAML reader takes for this text of letters, digits, {@code . - _}. */
  static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : '"' + text + '"';
  }

  /**
   * The project's name as the compose specification has it: lower case letters, digits, dashes and
   * underscores, the first one a letter or digit. Images are called after it, so that separators
   * are as an image's name has them.
   */
  static String project(String name) {
    String legal =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]++", "-")
            .replaceAll("_*+-[_-]*+|_{3,}+", "-")
            .replaceAll("^[_-]++|[_-]++$", "");
    return scalar(legal.isEmpty() ? "nanoservices" : legal);
  }
}

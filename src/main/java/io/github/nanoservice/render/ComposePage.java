package io.github.nanoservice.render;

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
 * @param services in the order of their names
 */
record ComposePage(String project, long timeoutMillis, List<Item> services) {

  /**
   * One service.
   *
   * @param key its name, a YAML scalar
   * @param directory what it is built from
   * @param aliases its host names, YAML scalars
   * @param published its port on 127.0.0.1, where it has one
   */
  record Item(String key, String directory, List<String> aliases, Optional<Integer> published) {}

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");

  /** Plain scalars that YAML 1.1 or 1.2 takes for a boolean or nothing, in any case. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  /** A scalar that every YAML reader takes for this text of letters, digits, {@code . - _}. */
  static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : '"' + text + '"';
  }

  /**
   * The project's name as the compose specification has it: lower case letters, digits, dashes and
   * underscores, the first one a letter or digit.
   */
  static String project(String name) {
    String legal =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]++", "-").replaceFirst("^[_-]++", "");
    return scalar(legal.isEmpty() ? "nanoservices" : legal);
  }
}

package io.github.nanoservice.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a compose project, as the compose specification has it: lower case letters, digits,
 * dashes and underscores, the first one a letter or digit.
 */
public record ProjectName(String text) {
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9_-]*+");

  /** In hexadecimal digits: enough to tell the checkouts on a machine apart. */
  private static final int FINGERPRINT_LENGTH = 8;

  /** Whether a text is such a name. */
  public static boolean isLegal(String text) {
    return LEGAL.matcher(text).matches();
  }

  /**
   * A name that no other project on this machine has, nor another copy of this one.
   *
   * @param name what it begins with, as far as that is legal
   * @param directory the project's
   */
  public static ProjectName of(String name, Path directory) {
    String legal =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]++", "-").replaceFirst("^[_-]++", "");
    byte[] path =
        directory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    return new ProjectName(
        (legal.isEmpty() ? "nanoservices" : legal)
            + "-"
            + Fingerprint.of(path).substring(0, FINGERPRINT_LENGTH));
  }
}

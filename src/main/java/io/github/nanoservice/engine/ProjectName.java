package io.github.nanoservice.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a compose project that images can be called after: what both the compose
 * specification and OCI's distribution specification allow. These are lower case letters and
 * digits, and between them dashes, or one or two underscores.
 */
public record ProjectName(String text) {
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]++(?:(?:__?+|-++)[a-z0-9]++)*+");

  private static final Pattern WORD = Pattern.compile("[a-z0-9]++");

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
        WORD.matcher(name.toLowerCase(Locale.ROOT))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining("-"));
    byte[] path =
        directory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    return new ProjectName(
        (legal.isEmpty() ? "nanoservices" : legal)
            + "-"
            + Fingerprint.of(path).substring(0, FINGERPRINT_LENGTH));
  }
}

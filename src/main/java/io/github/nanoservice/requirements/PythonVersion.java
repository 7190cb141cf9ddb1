package io.github.nanoservice.requirements;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Python 3 version, without its patch release.
 *
 * @param minor 13 of 3.13
 */
public record PythonVersion(int minor) {
  private static final Pattern FORM = Pattern.compile("3\\.(\\d{1,3})(?:\\.\\d++)?");
  private static final int OLDEST_MINOR = 8;

  /** Parses {@code 3.13} or {@code 3.13.1}; empty if malformed or older than 3.8. */
  public static Optional<PythonVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new PythonVersion(Integer.parseInt(matcher.group(1))))
            .filter(version -> version.minor >= OLDEST_MINOR)
        : Optional.empty();
  }
}

package io.github.nanoservice.build;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The time of the entries of reproducible archives. */
public final class ArchiveTime {
  /** What a build gets that does not say when its release was. */
  private static final Instant DEFAULT = Instant.parse("1980-02-01T00:00:00Z");

  private ArchiveTime() {}

  /**
   * Reads {@code project.build.outputTimestamp}: a time in ISO 8601, or seconds since 1970. A text
   * of one character that is no digit turns it off, as in Maven's own plugins.
   *
   * @param value null if the property is not set
   */
  public static Instant of(Parameters parameters, String value) {
    if (value == null || value.isBlank() || value.matches("\\D")) {
      return DEFAULT;
    }
    try {
      return value.matches("\\d+")
          ? Instant.ofEpochSecond(Long.parseLong(value))
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      parameters.reject(
          "project.build.outputTimestamp",
          "\"%s\" is not a time".formatted(value),
          "Set the property to one such as 2026-01-01T00:00:00Z, or to seconds since 1970.");
      return DEFAULT;
    }
  }
}

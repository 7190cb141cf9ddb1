package io.github.nanoservice.diagnostic;

import io.github.nanoservice.source.Position;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;

/** What a finding is about. */
public sealed interface Location {

  /**
   * A stretch of a source.
   *
   * @param path relative to the source directory, with {@code /}
   * @param start its first character
   * @param end the character behind its last
   * @param excerpt the line it starts in
   */
  record InSource(String path, Position start, Position end, Excerpt excerpt) implements Location {

    /** The place of a span. */
    public static InSource of(String path, Source source, Span span) {
      return new InSource(
          path,
          source.position(span.start()),
          source.position(span.end()),
          Excerpt.of(source, span));
    }
  }

  /**
   * A file as a whole.
   *
   * @param path relative to the source directory, with {@code /}
   */
  record InFile(String path) implements Location {}

  /**
   * A parameter of the build.
   *
   * @param name as in the {@code pom.xml}: {@code groups}
   */
  record InParameter(String name) implements Location {}

  /** The sources as a whole. */
  record Everywhere() implements Location {}
}

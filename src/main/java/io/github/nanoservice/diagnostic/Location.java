package io.github.nanoservice.diagnostic;

import io.github.nanoservice.source.Position;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.function.UnaryOperator;

/** The object or source range of a finding. */
public sealed interface Location {

  /** Returns the location with another path, if it has one. */
  default Location in(UnaryOperator<String> path) {
    return this;
  }

  /**
   * A range of a source file.
   *
   * @param path relative to the source directory, with {@code /}
   * @param start position of its first character
   * @param end position after its last character
   * @param excerpt the line in which it starts
   */
  record InSource(String path, Position start, Position end, Excerpt excerpt) implements Location {

    /** Creates the location of a span. */
    public static InSource of(String path, Source source, Span span) {
      return new InSource(
          path,
          source.position(span.start()),
          source.position(span.end()),
          Excerpt.of(source, span));
    }

    @Override
    public Location in(UnaryOperator<String> other) {
      return new InSource(other.apply(path), start, end, excerpt);
    }
  }

  /**
   * A whole file.
   *
   * @param path relative to the source directory, with {@code /}
   */
  record InFile(String path) implements Location {
    @Override
    public Location in(UnaryOperator<String> other) {
      return new InFile(other.apply(path));
    }
  }

  /**
   * A parameter of the build.
   *
   * @param name as in the {@code pom.xml}: {@code groups}
   */
  record InParameter(String name) implements Location {}

  /** All sources. */
  record Everywhere() implements Location {}
}

package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;

/** Where definitions are, and how messages name them. */
public final class Locations {
  private Locations() {}

  /** The location of a function's name, or of a statement's first line. */
  public static Location.InSource of(Definition definition) {
    return in(definition.file(), head(definition));
  }

  /** The location of a name that a definition uses. */
  public static Location.InSource of(Definition definition, ResolvedUse use) {
    return of(definition, use.reference().span());
  }

  /** The location of a part of a definition. */
  public static Location.InSource of(Definition definition, Span span) {
    return in(definition.file(), span);
  }

  static Location.InSource in(SourceFile file, Span span) {
    return Location.InSource.of(file.path(), file.module().source(), span);
  }

  /** Path and line. */
  public static String where(Definition definition) {
    return where(of(definition));
  }

  /** Path and line. */
  public static String where(Location.InSource location) {
    return location.path() + ":" + location.start().line();
  }

  /** The name in quotes; path and line if it has no name. */
  public static String describe(Definition definition) {
    if (definition instanceof Definition.OfFunction of) {
      return "\"" + of.function().name() + "\"";
    }
    return ((Definition.OfStatement) definition)
        .statement().binds().stream()
            .findFirst()
            .map(name -> "\"" + name + "\"")
            .orElseGet(() -> where(definition));
  }

  /** A function's name, or a statement's first line. */
  static Span head(Definition definition) {
    if (definition instanceof Definition.OfFunction of) {
      return of.function().nameSpan();
    }
    Source source = definition.file().module().source();
    int start = definition.span().start();
    int end = start;
    while (end < definition.span().end() && "\r\n".indexOf(source.text().charAt(end)) < 0) {
      end++;
    }
    return new Span(start, end);
  }
}

package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;

/** Where definitions stand, and how a message calls them. */
public final class Locations {
  private Locations() {}

  /** The place of a function's name, or of a statement's first line. */
  public static Location.InSource of(Definition definition) {
    return in(definition.file(), head(definition));
  }

  /** The place of a name that a definition uses. */
  public static Location.InSource of(Definition definition, ResolvedUse use) {
    return in(definition.file(), use.reference().span());
  }

  static Location.InSource in(SourceFile file, Span span) {
    return Location.InSource.of(file.path(), file.module().source(), span);
  }

  /** Path and line. */
  public static String where(Definition definition) {
    return where(of(definition));
  }

  /** The same of a place. */
  public static String where(Location.InSource place) {
    return place.path() + ":" + place.start().line();
  }

  /** The name in quotes; of what has none, its path and line. */
  public static String says(Definition definition) {
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

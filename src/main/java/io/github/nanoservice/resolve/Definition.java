package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.source.Span;
import java.util.Comparator;
import java.util.List;

/** A top-level function or statement of a module, which services contain unchanged. */
public sealed interface Definition {
  /** By path and offset. */
  Comparator<Definition> BY_LOCATION =
      Comparator.comparing((Definition definition) -> definition.file().path())
          .thenComparing(definition -> definition.span().start());

  /** The file it is in. */
  SourceFile file();

  /** From its first to its last character. */
  Span span();

  /** Every use of a name of module level, in source order. */
  List<Reference> references();

  /** Import statements anywhere in it, in source order. */
  List<Import> imports();

  /** Whether it binds a name in its module. */
  boolean binds(String name);

  /** Identifies it among all definitions of the sources. */
  String key();

  /** Its text, byte for byte. */
  default String text() {
    return file().module().source().text(span());
  }

  /** A function. */
  record OfFunction(SourceFile file, Function function) implements Definition {
    @Override
    public Span span() {
      return function.span();
    }

    @Override
    public List<Reference> references() {
      return function.references();
    }

    @Override
    public List<Import> imports() {
      return function.imports();
    }

    @Override
    public boolean binds(String name) {
      return function.name().equals(name);
    }

    @Override
    public String key() {
      return file.path() + ":" + function.name();
    }
  }

  /** A constant, a class or another statement. */
  record OfStatement(SourceFile file, Statement statement) implements Definition {
    @Override
    public Span span() {
      return statement.span();
    }

    @Override
    public List<Reference> references() {
      return statement.references();
    }

    @Override
    public List<Import> imports() {
      return statement.imports();
    }

    @Override
    public boolean binds(String name) {
      return statement.binds().contains(name);
    }

    @Override
    public String key() {
      return file.path() + ":" + statement.span().start();
    }
  }
}

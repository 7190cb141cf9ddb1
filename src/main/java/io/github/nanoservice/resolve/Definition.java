package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.source.Span;
import java.util.Comparator;
import java.util.List;

/** Something at the top level of a module that a service carries as it stands there. */
public sealed interface Definition {
  /** By path of their file and place in it. */
  Comparator<Definition> BY_PLACE =
      Comparator.comparing((Definition definition) -> definition.file().path())
          .thenComparing(definition -> definition.span().start());

  /** Where it is defined. */
  SourceFile file();

  /** The whole of it. */
  Span span();

  /** Every use of a name of module level, in source order. */
  List<Reference> references();

  /** Import statements anywhere in it, in source order. */
  List<Import> imports();

  /** Whether it binds a name in its module. */
  boolean binds(String name);

  /** What tells it from every other definition of the sources. */
  String key();

  /** Its text, byte for byte. */
  default String text() {
    return file().module().source().text(span());
  }

  /** A function: one that is served, or one that runs while others are defined. */
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
      return key(file, statement);
    }

    /** The same of a statement by itself. */
    static String key(SourceFile file, Statement statement) {
      return file.path() + ":" + statement.span().start();
    }
  }
}

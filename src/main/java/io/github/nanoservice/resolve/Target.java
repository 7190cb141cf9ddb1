package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;

/** What a name of a module stands for, once imports among the sources are followed. */
public sealed interface Target {

  /** Names it in a message; equal for equal targets only. */
  String describe();

  /** Whether it is a library or part of one. */
  default boolean isLibrary() {
    return this instanceof OfLibrary || this instanceof OfLibraryName;
  }

  /** A function of the sources. */
  record OfFunction(SourceFile file, Function function) implements Target {
    @Override
    public String describe() {
      return "the function \"%s\" in %s".formatted(function.name(), file.path());
    }
  }

  /** A constant, a class or another name that a statement of the sources binds. */
  record OfVariable(SourceFile file, String name) implements Target {
    @Override
    public String describe() {
      return "the variable \"%s\" in %s".formatted(name, file.path());
    }
  }

  /** A module or package of the sources. */
  record OfModule(String module) implements Target {
    @Override
    public String describe() {
      return "the module \"" + module + "\"";
    }
  }

  /** A module or package of a library; {@code import a.b} gives {@code a}. */
  record OfLibrary(String module) implements Target {
    @Override
    public String describe() {
      return "the library \"" + module + "\"";
    }
  }

  /** A name in a library's module. */
  record OfLibraryName(String module, String name) implements Target {
    @Override
    public String describe() {
      return "\"%s\" from the library \"%s\"".formatted(name, module);
    }
  }

  /** A name that only {@code global} statements bind. */
  record OfState(SourceFile file, String name) implements Target {
    @Override
    public String describe() {
      return "the global variable \"%s\" in %s".formatted(name, file.path());
    }
  }

  /** A builtin, or an undefined name. */
  record Unbound() implements Target {
    @Override
    public String describe() {
      return "a Python builtin";
    }
  }

  /** Something that already is an error in its own module. */
  record Refused() implements Target {
    @Override
    public String describe() {
      return "something outside the format";
    }
  }

  /**
   * An import that finds nothing.
   *
   * @param message what is missing
   * @param advice what to do about it
   */
  record Missing(String message, String advice) implements Target {
    @Override
    public String describe() {
      return message;
    }
  }
}

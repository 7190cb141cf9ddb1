package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;

/** What a name of a module stands for, once imports among the sources are followed. */
public sealed interface Target {

  /** In words, for a user, equal for equal targets and for these only. */
  String says();

  /** A function of the sources. */
  record OfFunction(SourceFile file, Function function) implements Target {
    @Override
    public String says() {
      return "the function \"" + function.name() + "\" of " + file.path();
    }
  }

  /** A constant, a class or another name that a statement of the sources binds. */
  record OfVariable(SourceFile file, String name) implements Target {
    @Override
    public String says() {
      return "the variable \"" + name + "\" of " + file.path();
    }
  }

  /** A module or package of the sources. */
  record OfModule(String module) implements Target {
    @Override
    public String says() {
      return "the module \"" + module + "\"";
    }
  }

  /** A module or package from elsewhere; {@code import a.b} gives {@code a}. */
  record OfLibrary(String module) implements Target {
    @Override
    public String says() {
      return "the library \"" + module + "\"";
    }
  }

  /** Something out of a module from elsewhere. */
  record OfLibraryName(String module, String name) implements Target {
    @Override
    public String says() {
      return "\"" + name + "\" of the library \"" + module + "\"";
    }
  }

  /** A name that only {@code global} statements bind. */
  record OfState(SourceFile file, String name) implements Target {
    @Override
    public String says() {
      return "the global variable \"" + name + "\" of " + file.path();
    }
  }

  /** A builtin, or nothing at all. */
  record Unbound() implements Target {
    @Override
    public String says() {
      return "a builtin of Python";
    }
  }

  /** Something whose module is refused for it already. */
  record Refused() implements Target {
    @Override
    public String says() {
      return "something outside of the format";
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
    public String says() {
      return message;
    }
  }
}

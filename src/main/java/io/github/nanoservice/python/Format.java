package io.github.nanoservice.python;

import static io.github.nanoservice.python.Violation.Kind.ALIAS;
import static io.github.nanoservice.python.Violation.Kind.BARE_STRING_IGNORED;
import static io.github.nanoservice.python.Violation.Kind.DUPLICATE_FUNCTION;
import static io.github.nanoservice.python.Violation.Kind.GLOBAL_VARIABLE;
import static io.github.nanoservice.python.Violation.Kind.MAIN_GUARD_IGNORED;
import static io.github.nanoservice.python.Violation.Kind.OTHER_STATEMENT;
import static io.github.nanoservice.python.Violation.Kind.STAR_IMPORT;
import static io.github.nanoservice.python.Violation.Kind.TOP_LEVEL_LAMBDA;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The input format: functions and plain imports, nothing else. */
final class Format {

  /** Finds what is outside the format, in source order. */
  static List<Violation> violations(
      Source source, List<Function> functions, List<Import> imports, List<Statement> statements) {
    List<Violation> found = new ArrayList<>();
    for (Import imported : imports) {
      addImport(imported, found);
    }
    Map<String, Function> firsts = new HashMap<>();
    for (Function function : functions) {
      Function first = firsts.putIfAbsent(function.name(), function);
      if (first != null) {
        found.add(duplicate(source, first, function));
      }
    }
    for (Statement statement : statements) {
      found.add(violation(source, statement));
    }
    found.sort(Comparator.comparingInt(violation -> violation.span().start()));
    return found;
  }

  private static void addImport(Import imported, List<Violation> found) {
    if (imported instanceof Import.OfModule module) {
      module.alias().ifPresent(alias -> found.add(alias(module.span(), module.module(), alias)));
    } else if (imported instanceof Import.FromModule from) {
      for (Import.Name name : from.names()) {
        if (name.name().equals("*")) {
          found.add(
              new Violation(
                  STAR_IMPORT,
                  name.span(),
                  "'import *' does not say which names it brings",
                  "Import by name what the functions use."));
        }
        name.alias().ifPresent(alias -> found.add(alias(name.span(), name.name(), alias)));
      }
    }
  }

  private static Violation alias(Span span, String name, String alias) {
    return new Violation(
        ALIAS,
        span,
        "an import under another name",
        "Import \"" + name + "\" as it is called, and write that where \"" + alias + "\" stands.");
  }

  private static Violation duplicate(Source source, Function first, Function second) {
    int line = source.position(first.nameSpan().start()).line();
    return new Violation(
        DUPLICATE_FUNCTION,
        second.nameSpan(),
        "a second function \"" + second.name() + "\"; the first one is in line " + line,
        "Remove one of them, or give it another name.");
  }

  private static Violation violation(Source source, Statement statement) {
    Span span = firstLine(source, statement.span());
    return switch (statement.kind()) {
      case ASSIGN, AUG_ASSIGN, ANN_ASSIGN, TYPE_ALIAS -> global(statement, span);
      case LAMBDA ->
          new Violation(
              TOP_LEVEL_LAMBDA,
              span,
              "a lambda at the top level",
              "Write a function: \"def "
                  + bound(statement).orElse("name")
                  + "(...): return ...\".");
      case CLASS_DEF ->
          new Violation(
              Violation.Kind.CLASS,
              span,
              "a class at the top level",
              "Use a dict or a tuple for its data and functions for its methods, or define it inside"
                  + " the function that needs it.");
      case MAIN_GUARD ->
          new Violation(
              MAIN_GUARD_IGNORED,
              span,
              "the main guard is left out of the services",
              "Nothing needs to be done: importing the module never runs it.");
      case BARE_STRING ->
          new Violation(
              BARE_STRING_IGNORED,
              span,
              "a string by itself is left out of the services",
              "Nothing needs to be done: nothing reads it.");
      default ->
          new Violation(
              OTHER_STATEMENT,
              span,
              "a statement at the top level that is neither a function nor an import ("
                  + described(statement.kind())
                  + ")",
              "Move it into the function that needs it.");
    };
  }

  private static Violation global(Statement statement, Span span) {
    String name = bound(statement).map(n -> " \"" + n + "\"").orElse("");
    return new Violation(
        GLOBAL_VARIABLE,
        span,
        "a global variable" + name,
        "Pass it as an argument, or write a function that returns it"
            + bound(statement)
                .map(n -> ": \"def " + n.toLowerCase(Locale.ROOT) + "(): return ...\"")
                .orElse("")
            + ".");
  }

  private static Optional<String> bound(Statement statement) {
    return statement.binds().stream().findFirst();
  }

  private static String described(Statement.Kind kind) {
    return switch (kind) {
      case EXPR -> "an expression";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  /** A caret under a whole class would show nothing: its first line is enough. */
  private static Span firstLine(Source source, Span span) {
    int end = span.start();
    while (end < span.end()
        && source.text().charAt(end) != '\n'
        && source.text().charAt(end) != '\r') {
      end++;
    }
    return new Span(span.start(), end);
  }

  private Format() {}
}

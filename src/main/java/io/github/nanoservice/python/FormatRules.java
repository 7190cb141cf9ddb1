package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.ALIAS;
import static io.github.nanoservice.diagnostic.Rule.BARE_STRING_IGNORED;
import static io.github.nanoservice.diagnostic.Rule.DUPLICATE_FUNCTION;
import static io.github.nanoservice.diagnostic.Rule.GLOBAL_VARIABLE;
import static io.github.nanoservice.diagnostic.Rule.MAIN_GUARD_IGNORED;
import static io.github.nanoservice.diagnostic.Rule.OTHER_STATEMENT;
import static io.github.nanoservice.diagnostic.Rule.STAR_IMPORT;
import static io.github.nanoservice.diagnostic.Rule.TOP_LEVEL_LAMBDA;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of a module is outside of its format. */
final class FormatRules {
  private static final String EXTENDED =
      " Or set <format>extended</format> (nanoservice.format), which accepts it.";

  private final Format format;
  private final Source source;
  private final Map<String, Function> functions = new HashMap<>();
  private final Set<String> variables = new HashSet<>();
  private final Set<Statement> accepted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Violation> found = new ArrayList<>();

  FormatRules(
      Format format,
      Source source,
      List<Function> functions,
      List<Import> imports,
      List<Statement> statements) {
    this.format = format;
    this.source = source;
    imports.forEach(this::check);
    functions.forEach(this::check);
    statements.forEach(statement -> variables.addAll(statement.binds()));
    Map<String, Statement> classes = new HashMap<>();
    statements.forEach(statement -> check(statement, classes));
    found.sort(Comparator.comparingInt(violation -> violation.span().start()));
  }

  /** What is outside, in source order. */
  List<Violation> violations() {
    return found;
  }

  /** Whether services carry a statement. */
  boolean accept(Statement statement) {
    return accepted.contains(statement);
  }

  private void check(Import imported) {
    if (imported instanceof Import.OfModule module) {
      module.alias().ifPresent(alias -> checkAlias(module.span(), module.module(), alias));
    } else if (imported instanceof Import.FromModule from) {
      for (Import.Name name : from.names()) {
        // Whether the module is one of the sources, so that its names are known, others can tell.
        if (name.name().equals("*") && !format.extended()) {
          found.add(
              new Violation(
                  STAR_IMPORT,
                  name.span(),
                  "'import *' does not say which names it brings",
                  "Import by name what the functions use. Or, where it is a module of the sources,"
                      + " set <format>extended</format> (nanoservice.format)."));
        }
        name.alias().ifPresent(alias -> checkAlias(name.span(), name.name(), alias));
      }
    }
  }

  private void checkAlias(Span span, String name, String alias) {
    if (!format.extended()) {
      found.add(
          new Violation(
              ALIAS,
              span,
              "an import under another name",
              "Import \""
                  + name
                  + "\" as it is called, and write that where \""
                  + alias
                  + "\" stands."
                  + EXTENDED));
    }
  }

  private void check(Function function) {
    Function first = functions.putIfAbsent(function.name(), function);
    if (first != null) {
      int line = line(first.nameSpan());
      found.add(
          duplicate(
              function.nameSpan(),
              "a second function \"" + function.name() + "\"; the first one is in line " + line));
    }
  }

  private static Violation duplicate(Span span, String message) {
    return new Violation(
        DUPLICATE_FUNCTION, span, message, "Remove one of them, or give it another name.");
  }

  private int line(Span span) {
    return source.position(span.start()).line();
  }

  private void check(Statement statement, Map<String, Statement> classes) {
    Optional<Violation> refusal = refusal(statement, firstLine(statement.span()), classes);
    if (format.extended()) {
      refusal.ifPresentOrElse(found::add, () -> accept(statement, found));
    } else {
      Violation violation = strict(statement, firstLine(statement.span()));
      boolean hinted = refusal.isEmpty() && !violation.isHarmless();
      found.add(hinted ? with(violation, EXTENDED) : violation);
    }
  }

  private void accept(Statement statement, List<Violation> informed) {
    switch (statement.kind()) {
      case MAIN_GUARD, BARE_STRING -> informed.add(strict(statement, firstLine(statement.span())));
      default -> accepted.add(statement);
    }
  }

  private static Violation with(Violation violation, String advice) {
    return new Violation(
        violation.rule(), violation.span(), violation.message(), violation.advice() + advice);
  }

  /** What stands against a statement in the extended format. */
  private Optional<Violation> refusal(
      Statement statement, Span span, Map<String, Statement> classes) {
    Optional<String> function =
        statement.binds().stream().filter(functions::containsKey).findFirst();
    if (function.isPresent()) {
      return Optional.of(rebinding(statement, span, function.get()));
    }
    return switch (statement.kind()) {
      case PASS, BARE_STRING, MAIN_GUARD, TYPE_ALIAS, TYPE_CHECKING, IMPORT_FALLBACK, LAMBDA ->
          Optional.empty();
      case CLASS_DEF -> secondClass(statement, span, classes);
      case ASSIGN, ANN_ASSIGN, AUG_ASSIGN, DELETE -> foreignChange(statement, span);
      case EXPR ->
          statement.callee().filter(this::isAccepted).isPresent()
              ? Optional.empty()
              : Optional.of(other(statement, span, callAdvice(statement)));
      case TRY ->
          Optional.of(
              other(
                  statement,
                  span,
                  "Keep to imports and assignments with"
                      + " 'except ImportError', or move it into the function that needs it."));
      case IF ->
          Optional.of(
              other(
                  statement,
                  span,
                  "Write \"NAME = a if condition else b\", or"
                      + " move it into the function that needs it."));
      case FOR, WHILE, WITH, MATCH ->
          Optional.of(
              other(
                  statement,
                  span,
                  "Write a function that"
                      + " returns what it makes, and a constant: \"NAME = make_it()\"."));
      default -> Optional.of(other(statement, span, "Move it into the function that needs it."));
    };
  }

  /** {@code __all__.append("f")} changes nothing that a service knows. */
  private boolean isAccepted(String callee) {
    return callee.startsWith("__all__.") || format.calls().contains(callee);
  }

  private static String callAdvice(Statement statement) {
    String advice = "Move it into the function that needs it";
    return statement
        .callee()
        .map(
            callee ->
                advice
                    + "; if it only sets up a library, name \""
                    + callee
                    + "\" in <allowedCalls> (nanoservice.allowedCalls) of the extended format.")
        .orElse(advice + ".");
  }

  private Violation rebinding(Statement statement, Span span, String name) {
    int line = line(functions.get(name).nameSpan());
    if (statement.kind() == Statement.Kind.CLASS_DEF) {
      return duplicate(
          span, "a class with the name of the function \"" + name + "\" in line " + line);
    }
    return new Violation(
        DUPLICATE_FUNCTION,
        span,
        "another value for \"" + name + "\", which is the function in line " + line,
        "Use another name, or write what wraps the function as its decorator.");
  }

  private Optional<Violation> secondClass(
      Statement statement, Span span, Map<String, Statement> classes) {
    String name = bound(statement).orElse("");
    Statement first = classes.putIfAbsent(name, statement);
    return first == null
        ? Optional.empty()
        : Optional.of(
            duplicate(
                span,
                "a second class \"" + name + "\"; the first one is in line " + line(first.span())));
  }

  /** A change of what the module has not made would reach no service that does not ask for it. */
  private Optional<Violation> foreignChange(Statement statement, Span span) {
    return statement.references().stream()
        .filter(reference -> reference.use() == Reference.Use.CHANGE)
        .filter(reference -> reference.moment() == Reference.Moment.DEFINITION)
        .map(Reference::name)
        .filter(name -> !variables.contains(name))
        .findFirst()
        .map(
            name ->
                new Violation(
                    OTHER_STATEMENT,
                    span,
                    "a change of \"" + name + "\", which no statement of this module makes",
                    "Do it in the function that needs it; a variable of the environment is set where"
                        + " the services run."));
  }

  private static Violation other(Statement statement, Span span, String advice) {
    return new Violation(
        OTHER_STATEMENT,
        span,
        "a statement at the top level that no service can carry along ("
            + described(statement.kind())
            + ")",
        advice);
  }

  private Violation strict(Statement statement, Span span) {
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
              Rule.CLASS,
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
      case IMPORT_FALLBACK -> "try";
      case TYPE_CHECKING -> "if";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  /** A caret under a whole class would show nothing: its first line is enough. */
  private Span firstLine(Span span) {
    int end = span.start();
    while (end < span.end()
        && source.text().charAt(end) != '\n'
        && source.text().charAt(end) != '\r') {
      end++;
    }
    return new Span(span.start(), end);
  }
}

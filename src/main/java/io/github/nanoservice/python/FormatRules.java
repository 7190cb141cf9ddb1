package io.github.nanoservice.python;

import static io.github.nanoservice.diagnostic.Rule.BARE_STRING_IGNORED;
import static io.github.nanoservice.diagnostic.Rule.DUPLICATE_FUNCTION;
import static io.github.nanoservice.diagnostic.Rule.GLOBAL_VARIABLE;
import static io.github.nanoservice.diagnostic.Rule.IMPORT_ALIAS;
import static io.github.nanoservice.diagnostic.Rule.MAIN_GUARD_IGNORED;
import static io.github.nanoservice.diagnostic.Rule.OTHER_STATEMENT;
import static io.github.nanoservice.diagnostic.Rule.STAR_IMPORT;
import static io.github.nanoservice.diagnostic.Rule.TOP_LEVEL_LAMBDA;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the contents of a module against its format. */
final class FormatRules {
  private static final String EXTENDED =
      " Or set <format>extended</format> (nanoservice.format), which accepts it.";

  private static final String MOVE = "Move it into the function that needs it.";

  private final Format format;
  private final Source source;
  private final Set<String> variables;

  /** The dotted names of imported modules and their members, by the names they are bound to. */
  private final Map<String, String> importedNames;

  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Statement> classes = new HashMap<>();
  private final ViolationList violations = new ViolationList();
  private final List<Violation> obstacles = new ArrayList<>();

  private FormatRules(
      Format format, Source source, Set<String> variables, Map<String, String> importedNames) {
    this.format = format;
    this.source = source;
    this.variables = variables;
    this.importedNames = importedNames;
  }

  /**
   * The result of a check.
   *
   * @param statements all statements; those that belong to the format are accepted
   * @param violations in source order
   * @param obstacles what prevents services from copying parts of the module, in source order
   */
  record Result(List<Statement> statements, List<Violation> violations, List<Violation> obstacles) {
    Result {
      statements = List.copyOf(statements);
      violations = List.copyOf(violations);
      obstacles = List.copyOf(obstacles);
    }
  }

  /** Checks the contents of a module. */
  static Result check(
      Format format,
      Source source,
      List<Function> functions,
      List<Import> imports,
      List<Statement> statements) {
    Set<String> variables =
        statements.stream()
            .flatMap(statement -> statement.binds().stream())
            .collect(Collectors.toSet());
    FormatRules rules = new FormatRules(format, source, variables, importedNames(imports));
    imports.forEach(rules::check);
    functions.forEach(rules::check);
    List<Statement> checked = statements.stream().map(rules::checked).toList();
    rules.obstacles.sort(Comparator.comparingInt(violation -> violation.span().start()));
    return new Result(checked, rules.violations.sorted(), rules.obstacles);
  }

  private static Map<String, String> importedNames(List<Import> imports) {
    Map<String, String> names = new HashMap<>();
    for (Import each : imports) {
      if (each instanceof Import.OfModule of) {
        of.alias().ifPresent(alias -> names.put(alias, of.module()));
      } else if (each instanceof Import.FromModule from && from.level() == 0) {
        for (Import.Name name : from.names()) {
          names.put(name.alias().orElse(name.name()), DottedNames.join(from.module(), name.name()));
        }
      }
    }
    return names;
  }

  private void check(Import imported) {
    if (imported instanceof Import.OfModule module) {
      module.alias().ifPresent(alias -> checkAlias(module.span(), module.module(), alias));
    } else if (imported instanceof Import.FromModule from) {
      for (Import.Name name : from.names()) {
        // The names of a star import are known only if the module is one of the sources. That is
        // checked where all sources are known.
        if (name.name().equals("*") && !format.extended()) {
          violations.add(
              new Violation(
                  STAR_IMPORT,
                  name.span(),
                  "'import *' does not list the names that it imports",
                  "Import the names that the functions use. If the module is one of the sources,"
                      + " you can also set <format>extended</format> (nanoservice.format)."));
        }
        name.alias().ifPresent(alias -> checkAlias(name.span(), name.name(), alias));
      }
    }
  }

  private void checkAlias(Span span, String name, String alias) {
    if (!format.extended()) {
      violations.add(
          new Violation(
              IMPORT_ALIAS,
              span,
              "\"%s\" is imported under the alias \"%s\"".formatted(name, alias),
              "Remove the alias, and write \"%s\" instead of \"%s\".%s"
                  .formatted(name, alias, EXTENDED)));
    }
  }

  private void check(Function function) {
    Function first = functions.putIfAbsent(function.name(), function);
    if (first != null) {
      Violation duplicate =
          duplicate(
              function.nameSpan(),
              "the function \"%s\" is already defined in line %d"
                  .formatted(function.name(), line(first.nameSpan())));
      if (format.extended()) {
        obstacles.add(duplicate);
      } else {
        violations.add(duplicate);
      }
    }
    if (format.extended()) {
      if (function.isModuleHook()) {
        obstacles.add(
            new Violation(
                OTHER_STATEMENT,
                function.nameSpan(),
                "Python calls \"%s\" for names of the module (PEP 562)".formatted(function.name()),
                "Define the names of the module instead, and remove the function."));
      }
      function.decorators().stream()
          .filter(this::registers)
          .findFirst()
          .ifPresent(reference -> obstacles.add(registration(function, reference)));
    }
  }

  /**
   * Whether a decorator is a method of an object that this module defines. Such a method, like
   * {@code app.route}, usually registers the function with the object.
   */
  private boolean registers(Reference reference) {
    return !reference.attributes().isEmpty()
        && (variables.contains(reference.name()) || functions.containsKey(reference.name()));
  }

  private static Violation registration(Function function, Reference reference) {
    String decorator = reference.name() + "." + String.join(".", reference.attributes());
    return new Violation(
        OTHER_STATEMENT,
        reference.span(),
        "the decorator \"%s\" may register \"%s\" with \"%s\""
            .formatted(decorator, function.name(), reference.name()),
        "Define \"%s\" and the functions with this decorator in a module of their own."
            .formatted(reference.name()));
  }

  private static Violation duplicate(Span span, String message) {
    return new Violation(DUPLICATE_FUNCTION, span, message, "Remove or rename one of them.");
  }

  private int line(Span span) {
    return source.position(span.start()).line();
  }

  private Statement checked(Statement statement) {
    Span span = firstLine(statement.span());
    if (!format.extended()) {
      Violation violation = strict(statement, span);
      violations.add(violation.isHarmless() ? violation : with(violation, EXTENDED));
      return statement;
    }
    unsupported(statement, span).ifPresent(obstacles::add);
    return switch (statement.kind()) {
      case MAIN_GUARD, BARE_STRING -> {
        violations.add(strict(statement, span));
        yield statement;
      }
      default ->
          statement.as(isSetUp(statement) ? Statement.Role.EFFECT : Statement.Role.DEFINITION);
    };
  }

  private static Violation with(Violation violation, String advice) {
    return new Violation(
        violation.rule(), violation.span(), violation.message(), violation.advice() + advice);
  }

  /** Returns why the extended format cannot copy a statement into services. */
  private Optional<Violation> unsupported(Statement statement, Span span) {
    Optional<String> function =
        statement.binds().stream().filter(functions::containsKey).findFirst();
    if (function.isPresent()) {
      return Optional.of(rebinding(statement, span, function.get()));
    }
    return switch (statement.kind()) {
      case PASS, BARE_STRING, MAIN_GUARD, TYPE_ALIAS, TYPE_CHECKING, LAMBDA -> Optional.empty();
      case CLASS_DEF -> secondClass(statement, span);
      case ASSIGN, ANN_ASSIGN, AUG_ASSIGN, DELETE -> foreignChange(statement, span);
      case EXPR -> unknownCall(statement, span);
      case IMPORT_FALLBACK, TRY, IF, FOR, WHILE, WITH, MATCH -> block(statement, span);
      default -> Optional.of(other(statement, span, MOVE));
    };
  }

  /** Rejects a block that does something besides giving values to names of the module. */
  private Optional<Violation> block(Statement statement, Span span) {
    boolean hasStar =
        statement.imports().stream()
            .filter(Import.FromModule.class::isInstance)
            .flatMap(each -> ((Import.FromModule) each).names().stream())
            .anyMatch(name -> name.name().equals("*"));
    if (hasStar || !gives(statement)) {
      return Optional.of(other(statement, span, blockAdvice(statement)));
    }
    return unknownCall(statement, span).or(() -> foreignChange(statement, span));
  }

  /** Whether a statement gives a value to a name of the module, or sets up a library. */
  private boolean gives(Statement statement) {
    return !statement.binds().isEmpty()
        || statement.references().stream().anyMatch(this::changesVariable)
        || isSetUp(statement);
  }

  private boolean changesVariable(Reference reference) {
    return reference.changesAtDefinition() && variables.contains(reference.name());
  }

  /** Rejects a call for its effect that is not known to affect only a name of the module. */
  private Optional<Violation> unknownCall(Statement statement, Span span) {
    boolean known =
        statement.calls().stream()
            .allMatch(
                call ->
                    call.callee()
                            .filter(callee -> isSetUp(callee) || changesVariable(callee))
                            .isPresent()
                        || call.changed().filter(name -> changesItem(statement, name)).isPresent());
    return known && !(statement.kind() == Statement.Kind.EXPR && statement.calls().isEmpty())
        ? Optional.empty()
        : Optional.of(other(statement, span, callAdvice(statement)));
  }

  private boolean isSetUp(Statement statement) {
    return statement.calls().stream()
        .anyMatch(call -> call.callee().filter(this::isSetUp).isPresent());
  }

  /** Whether a function only configures a library, by its imported name. */
  private boolean isSetUp(String callee) {
    String top = DottedNames.top(callee);
    String full = importedNames.getOrDefault(top, top) + callee.substring(top.length());
    return format.calls().contains(callee) || SetUpCalls.contain(full);
  }

  /** {@code NAMES.append}: the call changes a name that the module defines. */
  private boolean changesVariable(String callee) {
    String method = callee.substring(callee.lastIndexOf('.') + 1);
    return callee.contains(".")
        && variables.contains(DottedNames.top(callee))
        && (MutatingMethods.contain(method) || SetUpCalls.isMethod(method));
  }

  private boolean changesItem(Statement statement, String name) {
    return statement.references().stream()
        .anyMatch(reference -> reference.name().equals(name) && changesVariable(reference));
  }

  private static String blockAdvice(Statement statement) {
    return switch (statement.kind()) {
      case IF ->
          "Write \"NAME = a if condition else b\", or move it into the function that needs it.";
      case IMPORT_FALLBACK, TRY -> MOVE;
      default -> "Write a function that returns the value, and a constant: \"NAME = make_it()\".";
    };
  }

  private static String callAdvice(Statement statement) {
    return statement.calls().stream()
        .flatMap(call -> call.callee().stream())
        .findFirst()
        .map(
            callee ->
                (MOVE
                        + " If it only configures a library, add \"%s\" to <allowedCalls>"
                        + " (nanoservice.allowedCalls) in the extended format.")
                    .formatted(callee))
        .orElse(MOVE);
  }

  private Violation rebinding(Statement statement, Span span, String name) {
    int line = line(functions.get(name).nameSpan());
    if (statement.kind() == Statement.Kind.CLASS_DEF) {
      return duplicate(
          span, "the class \"%s\" has the name of the function in line %d".formatted(name, line));
    }
    return new Violation(
        DUPLICATE_FUNCTION,
        span,
        "this statement rebinds \"%s\", which is the function in line %d".formatted(name, line),
        "Use another name, or apply the wrapper as a decorator of the function.");
  }

  private Optional<Violation> secondClass(Statement statement, Span span) {
    String name = bound(statement).orElse("");
    Statement first = classes.putIfAbsent(name, statement);
    return first == null
        ? Optional.empty()
        : Optional.of(
            duplicate(
                span,
                "the class \"%s\" is already defined in line %d"
                    .formatted(name, line(first.span()))));
  }

  /**
   * Rejects a change of an object that the module did not create: a service that does not copy this
   * statement would use the unchanged object.
   */
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
                    "this statement changes \"%s\", which this module does not define"
                        .formatted(name),
                    MOVE + " Set environment variables where the services run."));
  }

  private static Violation other(Statement statement, Span span, String advice) {
    return new Violation(
        OTHER_STATEMENT,
        span,
        "this top-level statement cannot be copied into a service (%s)"
            .formatted(described(statement.kind())),
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
              "Write a function: \"def %s(...): return ...\"."
                  .formatted(bound(statement).orElse("name")));
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
              "the main guard is not part of any service",
              "You do not need to change anything: importing the module does not run it.");
      case BARE_STRING ->
          new Violation(
              BARE_STRING_IGNORED,
              span,
              "a string that is not a docstring is not part of any service",
              "You do not need to change anything: nothing reads it.");
      default ->
          new Violation(
              OTHER_STATEMENT,
              span,
              "this top-level statement is neither a function nor an import (%s)"
                  .formatted(described(statement.kind())),
              MOVE);
    };
  }

  private static Violation global(Statement statement, Span span) {
    String name = bound(statement).map(" \"%s\""::formatted).orElse("");
    return new Violation(
        GLOBAL_VARIABLE,
        span,
        "a global variable%s".formatted(name),
        "Pass it as an argument, or write a function that returns it%s."
            .formatted(
                bound(statement)
                    .map(n -> ": \"def %s(): return ...\"".formatted(n.toLowerCase(Locale.ROOT)))
                    .orElse("")));
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

  /** Returns the part of a span in its first line, because carets mark one line only. */
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

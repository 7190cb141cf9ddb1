package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the top-level statements of a module while they are read. */
final class ModuleBuilder {
  private final Source source;
  private final Format format;
  private final Scopes scopes;

  private final List<Function> functions = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private boolean first = true;

  private Item item;

  /** The current top-level statement. */
  private static final class Item {
    final int start;
    int end;
    Statement.Kind kind = Statement.Kind.EXPR;
    boolean isImport;
    boolean isDocstring;
    FunctionHead head;
    final List<Statement.EffectCall> calls = new ArrayList<>();
    boolean generator;
    final List<Import> imports = new ArrayList<>();

    Item(int start) {
      this.start = start;
    }
  }

  /** The contents of the {@code def} line of a top-level function. */
  record FunctionHead(
      String name,
      Span nameSpan,
      boolean async,
      List<Parameter> parameters,
      Optional<String> returns) {
    FunctionHead {
      parameters = List.copyOf(parameters);
    }
  }

  ModuleBuilder(Source source, Format format, Scopes scopes) {
    this.source = source;
    this.format = format;
    this.scopes = scopes;
  }

  /** Ends the current statement and begins one at an offset. */
  void begin(int start) {
    end();
    item = new Item(start);
  }

  /** Ends the current statement, if there is one. */
  void end() {
    if (item == null) {
      return;
    }
    Set<String> binds = scopes.takeBindings();
    List<Reference> references = scopes.takeReferences();
    List<Statement.ClassChange> classChanges = scopes.takeClassChanges();
    if (item.head != null) {
      FunctionHead head = item.head;
      functions.add(
          new Function(
              head.name(),
              new Span(item.start, lineEnd(item.end)),
              head.nameSpan(),
              head.async(),
              item.generator,
              head.parameters(),
              head.returns(),
              references,
              List.copyOf(item.imports)));
    } else if (item.isImport) {
      imports.addAll(item.imports);
    } else if (!(first && item.isDocstring)) {
      boolean wholeLines = item.kind == Statement.Kind.CLASS_DEF;
      statements.add(
          new Statement(
              item.kind,
              new Span(item.start, wholeLines ? lineEnd(item.end) : item.end),
              binds,
              references,
              classChanges,
              List.copyOf(item.imports),
              List.copyOf(item.calls),
              Statement.Role.NONE));
    }
    first = false;
    item = null;
  }

  /** Extends the current statement to an offset. */
  void extend(int end) {
    item.end = end;
  }

  void kind(Statement.Kind kind) {
    item.kind = kind;
  }

  /**
   * Marks the current statement as a string, which is the docstring if the statement is the first.
   */
  void docstring() {
    item.isDocstring = true;
  }

  /** Handles an {@code else} clause: an import runs it, so the {@code if} is not a guard. */
  void alternative() {
    if (item.kind == Statement.Kind.MAIN_GUARD || item.kind == Statement.Kind.TYPE_CHECKING) {
      item.kind = Statement.Kind.IF;
    }
  }

  /** Handles a {@code try} that does more than import or set names. */
  void noFallback() {
    if (item.kind == Statement.Kind.IMPORT_FALLBACK) {
      item.kind = Statement.Kind.TRY;
    }
  }

  /** Adds a call that is a statement of its own. */
  void call(Statement.EffectCall call) {
    item.calls.add(call);
  }

  void isImport() {
    item.isImport = true;
  }

  /** Adds an import at the top level or in the body of the current statement. */
  void add(Import found) {
    item.imports.add(found);
  }

  void function(FunctionHead head) {
    item.head = head;
  }

  void yields() {
    item.generator = true;
  }

  /**
   * Returns the end of the line in which a statement ends, including a comment. A backslash at the
   * end of that line would continue it, so then the end stays unchanged.
   */
  private int lineEnd(int end) {
    String text = source.text();
    int lineEnd = end;
    while (lineEnd < text.length()
        && text.charAt(lineEnd) != '\n'
        && text.charAt(lineEnd) != '\r') {
      lineEnd++;
    }
    return text.startsWith("\\", lineEnd - 1) ? end : lineEnd;
  }

  Module build(List<Violation> errors) {
    FormatRules.Result checked = FormatRules.check(format, source, functions, imports, statements);
    List<Violation> violations = new ArrayList<>(checked.violations());
    violations.addAll(BidirectionalControls.in(source));
    violations.addAll(errors);
    return new Module(
        source,
        List.copyOf(functions),
        List.copyOf(imports),
        checked.statements(),
        List.copyOf(violations),
        checked.obstacles());
  }
}

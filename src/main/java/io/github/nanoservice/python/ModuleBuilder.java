package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what stands at the top level of a module while its statements are read. */
final class ModuleBuilder {
  private final Source source;
  private final Format format;
  private final Scopes scopes;

  private final List<Function> functions = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private boolean first = true;

  private Item item;

  /** The top-level statement being read. */
  private static final class Item {
    final int start;
    int end;
    Statement.Kind kind = Statement.Kind.EXPR;
    boolean isImport;
    boolean isDocstring;
    FunctionHead head;
    Optional<String> callee = Optional.empty();
    boolean generator;
    final List<Import> imports = new ArrayList<>();

    Item(int start) {
      this.start = start;
    }
  }

  /** What the {@code def} line of a top-level function says. */
  record FunctionHead(
      String name,
      Span nameSpan,
      boolean async,
      List<Parameter> parameters,
      Optional<String> returns) {}

  ModuleBuilder(Source source, Format format, Scopes scopes) {
    this.source = source;
    this.format = format;
    this.scopes = scopes;
  }

  /** Begins a statement at an offset, which ends the one before. */
  void begin(int start) {
    end();
    item = new Item(start);
  }

  /** Ends the statement being read, if there is one. */
  void end() {
    if (item == null) {
      return;
    }
    Set<String> binds = scopes.takeBindings();
    List<Reference> references = scopes.takeReferences();
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
              List.copyOf(item.imports),
              item.callee,
              false));
    }
    first = false;
    item = null;
  }

  /** Tells where the statement being read ends so far. */
  void extend(int end) {
    item.end = end;
  }

  void kind(Statement.Kind kind) {
    item.kind = kind;
  }

  /**
   * Tells that the statement being read is a string that Python would take for a docstring in first
   * place.
   */
  void docstring() {
    item.isDocstring = true;
  }

  /** Tells that an {@code if} goes on with an {@code else}, which an import does run. */
  void alternative() {
    if (item.kind == Statement.Kind.MAIN_GUARD || item.kind == Statement.Kind.TYPE_CHECKING) {
      item.kind = Statement.Kind.IF;
    }
  }

  /** Tells that a {@code try} does more than to import or set names. */
  void noFallback() {
    if (item.kind == Statement.Kind.IMPORT_FALLBACK) {
      item.kind = Statement.Kind.TRY;
    }
  }

  /** Tells what function an expression calls, if it is such a call. */
  void callee(Optional<String> callee) {
    item.callee = callee;
  }

  void isImport() {
    item.isImport = true;
  }

  /** Notes an import, at top level or in the body of what is being read. */
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
   * The end of the line in which something ends, comment included; but a backslash there would want
   * another line.
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

  Module build(List<Violation> faults) {
    FormatRules rules = new FormatRules(format, source, functions, imports, statements);
    List<Violation> violations = new ArrayList<>(rules.violations());
    violations.addAll(faults);
    return new Module(
        source,
        List.copyOf(functions),
        List.copyOf(imports),
        statements.stream().map(each -> rules.accept(each) ? each.accept() : each).toList(),
        List.copyOf(violations));
  }
}

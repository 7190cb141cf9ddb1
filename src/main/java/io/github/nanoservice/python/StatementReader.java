package io.github.nanoservice.python;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.BlockStack.Clause;
import io.github.nanoservice.python.BlockStack.Content;
import io.github.nanoservice.python.ExpressionReader.Extent;
import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the statements of a module line by line, and opens and closes its blocks. */
final class StatementReader {
  private final String text;
  private final NameTable names;
  private final Lexer lexer;
  private final Tokens tokens;
  private final Scopes scopes;
  private final SyntaxMessages errors;
  private final ExpressionReader expressions;
  private final PatternReader patterns;
  private final SimpleStatementReader simple;
  private final SignatureReader signatures;
  private final TypeParameterReader typeParameters;
  private final FutureImports futures;
  private final ModuleBuilder module;
  private final ExpressionClassifier shapes;
  private final AssignmentTargets targets;

  private final BlockStack blocks;

  /** The keyword of the previous line, if a block must follow. */
  private Optional<String> awaitsBlock = Optional.empty();

  private boolean decorated;

  /** The last decorator, if it is a single name. */
  private String decorator = "";

  /** Whether the last top-level statement began in a previous line. */
  private boolean between = true;

  StatementReader(Source source, Format format) {
    text = source.text();
    names = new NameTable();
    lexer = new Lexer(text, names);
    tokens = lexer.tokens();
    errors = new SyntaxMessages(text, tokens);
    scopes = new Scopes(names, errors);
    module = new ModuleBuilder(source, format, scopes);
    blocks = new BlockStack(scopes, module, errors);
    targets = new AssignmentTargets(tokens, names, errors);
    StringRules strings = new StringRules(text, tokens, errors);
    expressions =
        new ExpressionReader(text, tokens, names, scopes, blocks, targets, strings, errors);
    patterns = new PatternReader(text, tokens, names, scopes, strings, errors);
    signatures = new SignatureReader(text, tokens, names, scopes, expressions, errors);
    typeParameters = new TypeParameterReader(tokens, scopes, expressions, errors);
    futures = new FutureImports(errors);
    shapes = new ExpressionClassifier(text, tokens, names);
    simple =
        new SimpleStatementReader(
            tokens,
            names,
            scopes,
            expressions,
            signatures,
            typeParameters,
            futures,
            shapes,
            targets,
            blocks,
            module,
            errors);
  }

  /** Reads the whole module; stops at the first syntax error. */
  Module read() {
    List<Violation> found = new ArrayList<>();
    try {
      while (lexer.next()) {
        readLine();
      }
      endModule();
    } catch (SyntaxException fault) {
      found.add(fault.violation());
      if (between && lexer.atMargin() && awaitsBlock.isEmpty() && !decorated) {
        while (!top()) {
          blocks.close();
        }
        module.end();
      }
    }
    return module.build(found);
  }

  private void endModule() {
    tokens.clear();
    tokens.add(TokenType.NEWLINE, text.length(), text.length(), -1);
    requireBlock();
    requireDecorated(TokenType.NEWLINE);
    blocks.closeAll();
    scopes.requireValidStatement();
    module.end();
  }

  private void readLine() {
    if (lexer.indentationChange() > 0) {
      if (awaitsBlock.isEmpty()) {
        throw indentation("this line is indented, but the line before it does not begin a block");
      }
      awaitsBlock = Optional.empty();
    } else {
      requireBlock();
      blocks.close(-lexer.indentationChange());
    }
    boolean nested = !top();
    readStatement();
    if (nested) {
      extend();
    }
    between = true;
  }

  /** Extends the current top-level statement to the end of this line. */
  private void extend() {
    int last = tokens.size() - 1;
    module.extend(tokens.end(last - 1));
  }

  private SyntaxException indentation(String message) {
    return new SyntaxException(
        Rule.INDENTATION,
        tokens.span(0),
        message,
        "Indent all lines of a block equally, and more than the line that begins it.");
  }

  private void requireBlock() {
    if (awaitsBlock.isPresent()) {
      throw indentation(
          "expected an indented block after the line with '%s'".formatted(awaitsBlock.get()));
    }
  }

  private void requireDecorated(TokenType type) {
    if (decorated && !startsDefinition(type)) {
      throw errors.expected("a function or a class after its decorator", 0);
    }
  }

  private static boolean startsDefinition(TokenType type) {
    return switch (type) {
      case AT, DEF, CLASS, ASYNC -> true;
      default -> false;
    };
  }

  private boolean top() {
    return blocks.atTop();
  }

  private void readStatement() {
    TokenType type = tokens.type(0);
    requireDecorated(type);
    blocks.requireHandler(type);
    if (blocks.holdsCases()) {
      readCase();
      return;
    }
    switch (type) {
      case ELIF, ELSE, EXCEPT, FINALLY -> readClause(type);
      case AT, DEF, CLASS, ASYNC, IF, WHILE, FOR, TRY, WITH -> {
        beginCompound();
        if (type != TokenType.TRY) {
          module.noFallback();
        }
        readCompound(type);
      }
      default -> {
        if (type == TokenType.NAME && tokens.name(0) == names.match && isMatch()) {
          beginCompound();
          module.noFallback();
          readMatch();
        } else {
          blocks.continuedBy(Clause.NONE);
          readSimpleStatements(0);
        }
      }
    }
  }

  private void beginCompound() {
    futures.begin();
    blocks.continuedBy(Clause.NONE);
    if (top() && !decorated) {
      begin(0);
    }
  }

  private void begin(int token) {
    scopes.requireValidStatement();
    module.begin(tokens.start(token));
    between = false;
  }

  private void kind(Statement.Kind kind) {
    if (top()) {
      module.kind(kind);
    }
  }

  private void readCompound(TokenType type) {
    switch (type) {
      case AT -> readDecorator();
      case DEF -> readDef(0, false);
      case CLASS -> readClass();
      case ASYNC -> readAsync();
      case IF -> {
        int colon = expressions.readSome(1, Extent.CONDITION);
        kind(
            shapes.isMainGuard(1, colon)
                ? Statement.Kind.MAIN_GUARD
                : shapes.isTypeChecking(1, colon)
                    ? Statement.Kind.TYPE_CHECKING
                    : Statement.Kind.IF);
        readBody(colon, Clause.IF, Content.STATEMENTS, 0);
      }
      case WHILE -> {
        kind(Statement.Kind.WHILE);
        readLoop(expressions.readSome(1, Extent.CONDITION));
      }
      case FOR -> readFor(0);
      case TRY -> {
        // Until the body contains something else.
        kind(Statement.Kind.IMPORT_FALLBACK);
        readBody(1, Clause.TRY, Content.STATEMENTS, 0, blocks.surroundings().inBlocks(1));
      }
      default -> readWith(0);
    }
  }

  private void readDecorator() {
    int end = expressions.readSome(1, Extent.CONDITION);
    if (tokens.type(end) != TokenType.NEWLINE) {
      throw errors.expected("the end of the line", end);
    }
    decorated = true;
    decorator = tokens.type(1) == TokenType.NAME && end == 2 ? names.name(tokens.name(1)) : "";
    extend();
  }

  private void readAsync() {
    switch (tokens.type(1)) {
      case DEF -> readDef(1, true);
      case FOR -> {
        requireAsync("'async for'");
        readFor(1);
      }
      case WITH -> {
        requireAsync("'async with'");
        readWith(1);
      }
      default -> throw errors.expected("'def', 'for' or 'with'", 1);
    }
  }

  private void requireAsync(String what) {
    if (!blocks.surroundings().async()) {
      throw errors.fault(what + " is only allowed in an asynchronous function", 0);
    }
  }

  private void readDef(int keyword, boolean async) {
    decorated = false;
    int name = requireName(keyword + 1);
    scopes.bind(tokens.name(name), tokens.start(name));
    boolean generic = tokens.type(name + 1) == TokenType.LEFT_BRACKET;
    int opened = generic ? 2 : 1;
    int i = generic ? readTypeParameters(name + 1) : name + 1;
    i = signatures.read(i, top());
    scopes.openFunction(names.name(tokens.name(name)), decorator);
    decorator = "";
    signatures.bindParameters();
    if (top()) {
      module.function(
          new ModuleBuilder.FunctionHead(
              names.name(tokens.name(name)),
              tokens.span(name),
              async,
              signatures.parameters(),
              signatures.returns()));
    }
    readBody(i, Clause.NONE, Content.STATEMENTS, opened, blocks.surroundings().inFunction(async));
  }

  /** Reads type parameters (PEP 695) into a scope of their own; returns the token after them. */
  private int readTypeParameters(int bracket) {
    scopes.open(Scopes.Kind.TYPE_PARAMETERS);
    return typeParameters.read(bracket);
  }

  private void readClass() {
    decorated = false;
    decorator = "";
    kind(Statement.Kind.CLASS_DEF);
    int name = requireName(1);
    scopes.bind(tokens.name(name), tokens.start(name));
    boolean generic = tokens.type(name + 1) == TokenType.LEFT_BRACKET;
    int opened = generic ? 2 : 1;
    int i = generic ? readTypeParameters(name + 1) : name + 1;
    if (tokens.type(i) == TokenType.LEFT_PARENTHESIS) {
      i = expressions.readArguments(i);
    }
    scopes.openClass(names.name(tokens.name(name)));
    readBody(i, Clause.NONE, Content.STATEMENTS, opened, blocks.surroundings().inClass());
  }

  private void readFor(int keyword) {
    requireUndecorated();
    kind(Statement.Kind.FOR);
    int first = scopes.useCount();
    int i = expressions.readSome(keyword + 1, Extent.TARGETS);
    targets.require(AssignmentTargets.Use.ASSIGN, keyword + 1, i);
    scopes.bindTargets(first);
    if (tokens.type(i) != TokenType.IN) {
      throw errors.expected("'in'", i);
    }
    readLoop(expressions.readSome(i + 1, Extent.LIST));
  }

  private void readLoop(int colon) {
    readBody(colon, Clause.LOOP, Content.STATEMENTS, 0, blocks.surroundings().inLoop());
  }

  private void readWith(int keyword) {
    requireUndecorated();
    kind(Statement.Kind.WITH);
    int items = 0;
    int i = keyword;
    do {
      items++;
      i = expressions.readSome(i + 1, i == keyword ? Extent.WITH_ITEM : Extent.ONE);
      if (tokens.type(i) == TokenType.AS) {
        int first = scopes.useCount();
        int target = i + 1;
        i = expressions.readSome(target, Extent.ONE);
        targets.require(AssignmentTargets.Use.ASSIGN, target, i);
        scopes.bindTargets(first);
      }
    } while (tokens.type(i) == TokenType.COMMA);
    readBody(i, Clause.NONE, Content.STATEMENTS, 0, blocks.surroundings().inBlocks(items));
  }

  private void requireUndecorated() {
    if (decorated) {
      throw errors.expected("a function or a class after its decorator", 0);
    }
  }

  private void readClause(TokenType type) {
    Clause previous = blocks.previous();
    blocks.requireContinued(type);
    if (top()) {
      module.alternative();
    }
    switch (type) {
      case ELIF ->
          readBody(expressions.readSome(1, Extent.CONDITION), Clause.IF, Content.STATEMENTS, 0);
      case EXCEPT -> readHandler(previous);
      case FINALLY -> {
        module.noFallback();
        readBody(1, Clause.NONE, Content.STATEMENTS, 0, blocks.surroundings().inBlocks(1));
      }
      default ->
          readBody(
              1,
              previous == Clause.IF || previous == Clause.LOOP ? Clause.NONE : Clause.TRY_ELSE,
              Content.STATEMENTS,
              0);
    }
  }

  private void readHandler(Clause previous) {
    boolean group = tokens.type(1) == TokenType.STAR;
    if (previous != Clause.TRY && group != (previous == Clause.EXCEPT_GROUP)) {
      throw errors.fault("one 'try' cannot have both 'except' and 'except*'", 0);
    }
    if (group) {
      readBody(
          readHandled(2),
          Clause.EXCEPT_GROUP,
          Content.STATEMENTS,
          0,
          blocks.surroundings().inGroupHandler());
    } else if (tokens.type(1) == TokenType.COLON) {
      module.noFallback();
      readBody(1, Clause.BARE_EXCEPT, Content.STATEMENTS, 0, blocks.surroundings().inBlocks(1));
    } else {
      readBody(
          readHandled(1), Clause.EXCEPT, Content.STATEMENTS, 0, blocks.surroundings().inBlocks(1));
    }
  }

  /** Reads the classes of a handler and its name; returns the token after them. */
  private int readHandled(int first) {
    // PEP 758: several classes need no parentheses.
    int i = expressions.readSome(first, Extent.LIST);
    if (!shapes.isImportError(first, i)) {
      module.noFallback();
    }
    if (tokens.type(i) != TokenType.AS) {
      return i;
    }
    if (shapes.isList(first, i)) {
      throw errors.fault("several classes must be in parentheses before 'as'", first, i);
    }
    int name = requireName(i + 1);
    scopes.bind(tokens.name(name), tokens.start(name));
    return name + 1;
  }

  /**
   * A line that begins with the name {@code match} can end with a colon only if it is a {@code
   * match} statement (PEP 634).
   */
  private boolean isMatch() {
    TokenType next = tokens.type(1);
    return tokens.type(tokens.size() - 2) == TokenType.COLON
        && next != TokenType.COLON
        && next != TokenType.ASSIGN;
  }

  private void readMatch() {
    kind(Statement.Kind.MATCH);
    readBody(expressions.readSome(1, Extent.SUBJECT), Clause.NONE, Content.CASES, 0);
  }

  private void readCase() {
    if (tokens.type(0) != TokenType.NAME || tokens.name(0) != names.case_) {
      throw errors.expected("'case'", 0);
    }
    blocks.requireRefutable();
    int i = patterns.read(1);
    if (tokens.type(i) == TokenType.COLON && patterns.isIrrefutable()) {
      blocks.matchesAll(tokens.span(1, i));
    } else if (tokens.type(i) == TokenType.IF) {
      i = expressions.readSome(i + 1, Extent.CONDITION);
    }
    readBody(i, Clause.NONE, Content.STATEMENTS, 0);
  }

  /**
   * Reads the part of a compound statement after its head.
   *
   * @param colon the token that should be the colon
   * @param continued which clauses can continue the statement
   * @param inside the kind of statements in its block
   * @param opened number of scopes that end with its block
   */
  private void readBody(int colon, Clause continued, Content inside, int opened) {
    readBody(colon, continued, inside, opened, blocks.surroundings());
  }

  private void readBody(
      int colon, Clause continued, Content inside, int opened, Surroundings surroundings) {
    if (tokens.type(colon) != TokenType.COLON) {
      throw errors.expected("':'", colon);
    }
    if (surroundings.blocks() > Surroundings.MAX_BLOCKS) {
      throw new SyntaxException(
          Rule.TOO_DEEP,
          tokens.span(0),
          "loops, 'with' and 'try' are nested more than %d levels deep in this function"
              .formatted(Surroundings.MAX_BLOCKS),
          "Move the inner blocks into functions of their own.");
    }
    extend();
    blocks.continuedBy(continued);
    blocks.open(inside, opened, surroundings);
    if (tokens.type(colon + 1) == TokenType.NEWLINE) {
      awaitsBlock = Optional.of(text.substring(tokens.start(0), tokens.end(0)));
    } else {
      readSimpleStatements(colon + 1);
      blocks.end();
    }
  }

  private void readSimpleStatements(int first) {
    int i = first;
    do {
      if (top()) {
        begin(i);
      }
      i = simple.read(i, top());
      if (top()) {
        module.extend(tokens.end(i - 1));
      }
      if (tokens.type(i) == TokenType.NEWLINE) {
        return;
      }
      if (tokens.type(i) != TokenType.SEMICOLON) {
        throw errors.expected("the end of the statement", i);
      }
      i++;
    } while (tokens.type(i) != TokenType.NEWLINE);
  }

  private int requireName(int i) {
    if (tokens.type(i) != TokenType.NAME) {
      throw errors.expected("a name", i);
    }
    return i;
  }
}

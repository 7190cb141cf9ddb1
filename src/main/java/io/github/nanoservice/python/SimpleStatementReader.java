package io.github.nanoservice.python;

import io.github.nanoservice.python.AssignmentTargets.Use;
import io.github.nanoservice.python.ExpressionReader.Extent;

/** Reads the statements that contain no other statements. */
final class SimpleStatementReader {
  private final Tokens tokens;
  private final NameTable names;
  private final Scopes scopes;
  private final ExpressionReader expressions;
  private final SignatureReader signatures;
  private final TypeParameterReader typeParameters;
  private final FutureImports futures;
  private final ExpressionClassifier shapes;
  private final AssignmentTargets targets;
  private final BlockStack blocks;
  private final ImportReader imports;
  private final ModuleBuilder module;
  private final SyntaxMessages errors;

  /** Whether the current statement is at the top level, where its kind matters. */
  private boolean top;

  SimpleStatementReader(
      Tokens tokens,
      NameTable names,
      Scopes scopes,
      ExpressionReader expressions,
      SignatureReader signatures,
      TypeParameterReader typeParameters,
      FutureImports futures,
      ExpressionClassifier shapes,
      AssignmentTargets targets,
      BlockStack blocks,
      ModuleBuilder module,
      SyntaxMessages errors) {
    this.tokens = tokens;
    this.names = names;
    this.scopes = scopes;
    this.expressions = expressions;
    this.signatures = signatures;
    this.typeParameters = typeParameters;
    this.futures = futures;
    this.shapes = shapes;
    this.targets = targets;
    this.blocks = blocks;
    this.imports = new ImportReader(tokens, names, scopes, blocks, errors);
    this.module = module;
    this.errors = errors;
  }

  /** Reads the statement that begins at a token; returns the token after it. */
  int read(int i, boolean atTop) {
    top = atTop;
    futures.begin();
    if (!top && !canFallBack(i)) {
      module.noFallback();
    }
    return switch (tokens.type(i)) {
      case IMPORT -> {
        isImport();
        yield imports.readImport(i, this::add);
      }
      case FROM -> {
        isImport();
        yield imports.readFrom(i, this::add);
      }
      case RETURN -> readReturn(i);
      case RAISE -> readRaise(i);
      case ASSERT -> readAssert(i);
      case DEL -> readDel(i);
      case GLOBAL -> readDeclaration(i, Statement.Kind.GLOBAL);
      case NONLOCAL -> readDeclaration(i, Statement.Kind.NONLOCAL);
      case PASS -> single(i, Statement.Kind.PASS);
      case BREAK -> readJump(i, Statement.Kind.BREAK, "'break'");
      case CONTINUE -> readJump(i, Statement.Kind.CONTINUE, "'continue'");
      default -> isTypeAlias(i) ? readTypeAlias(i) : readExpression(i);
    };
  }

  /**
   * Returns whether a statement only binds names or does nothing: an import, an assignment, {@code
   * pass}.
   */
  private boolean canFallBack(int i) {
    return switch (tokens.type(i)) {
      case IMPORT, FROM, PASS -> true;
      case NAME -> tokens.type(i + 1) == TokenType.ASSIGN;
      default -> false;
    };
  }

  private void kind(Statement.Kind kind) {
    if (top) {
      module.kind(kind);
    }
  }

  private int single(int i, Statement.Kind kind) {
    kind(kind);
    return i + 1;
  }

  private int readReturn(int keyword) {
    kind(Statement.Kind.RETURN);
    Surroundings around = blocks.surroundings();
    if (around.function() == Surroundings.Function.NONE) {
      throw errors.fault("'return' is only allowed in a function", keyword);
    }
    requireNoGroupHandler(keyword, "'return'");
    int end = expressions.read(keyword + 1, Extent.LIST);
    if (around.async() && end > keyword + 1) {
      blocks.returnsValue(tokens.span(keyword));
    }
    return end;
  }

  private int readJump(int keyword, Statement.Kind kind, String shown) {
    kind(kind);
    if (!blocks.surroundings().loop()) {
      requireNoGroupHandler(keyword, shown);
      throw errors.fault(shown + " is only allowed in a loop", keyword);
    }
    return keyword + 1;
  }

  private void requireNoGroupHandler(int keyword, String shown) {
    if (blocks.surroundings().groupHandler()) {
      throw errors.fault(shown + " cannot leave an 'except*' block", keyword);
    }
  }

  private void isImport() {
    if (top) {
      module.isImport();
    }
  }

  private void add(Import found) {
    module.add(found);
    if (found instanceof Import.FromModule from && FutureImports.isOne(from)) {
      futures.require(from);
      boolean annotations =
          from.names().stream().anyMatch(name -> name.name().equals("annotations"));
      if (from.level() == 0 && annotations) {
        signatures.keepAnnotations();
      }
    }
  }

  private int readRaise(int keyword) {
    kind(Statement.Kind.RAISE);
    int i = expressions.read(keyword + 1, Extent.ONE);
    boolean caused = i > keyword + 1 && tokens.type(i) == TokenType.FROM;
    return caused ? expressions.readSome(i + 1, Extent.ONE) : i;
  }

  private int readAssert(int keyword) {
    kind(Statement.Kind.ASSERT);
    int i = expressions.readSome(keyword + 1, Extent.ONE);
    return tokens.type(i) == TokenType.COMMA ? expressions.readSome(i + 1, Extent.ONE) : i;
  }

  private int readDel(int keyword) {
    kind(Statement.Kind.DELETE);
    int first = scopes.useCount();
    int i = expressions.readSome(keyword + 1, Extent.LIST);
    targets.require(Use.DELETE, keyword + 1, i);
    scopes.bindTargets(first);
    return i;
  }

  private int readDeclaration(int keyword, Statement.Kind kind) {
    kind(kind);
    int i = keyword;
    do {
      int name = i + 1;
      if (tokens.type(name) != TokenType.NAME) {
        throw errors.expected("a name", name);
      }
      scopes.declare(tokens.name(name), tokens.start(name), kind == Statement.Kind.GLOBAL);
      i = name + 1;
    } while (tokens.type(i) == TokenType.COMMA);
    return i;
  }

  /**
   * {@code type} is a keyword only before a name that is followed by {@code =} or {@code [} (PEP
   * 695).
   */
  private boolean isTypeAlias(int i) {
    if (tokens.type(i) != TokenType.NAME
        || tokens.name(i) != names.type
        || tokens.type(i + 1) != TokenType.NAME) {
      return false;
    }
    TokenType next = tokens.type(i + 2);
    return next == TokenType.ASSIGN || next == TokenType.LEFT_BRACKET;
  }

  private int readTypeAlias(int keyword) {
    kind(Statement.Kind.TYPE_ALIAS);
    scopes.bind(tokens.name(keyword + 1), tokens.start(keyword + 1));
    scopes.open(Scopes.Kind.TYPE_PARAMETERS);
    int i = keyword + 2;
    if (tokens.type(i) == TokenType.LEFT_BRACKET) {
      i = typeParameters.read(i);
    }
    if (tokens.type(i) != TokenType.ASSIGN) {
      throw errors.expected("'='", i);
    }
    i = expressions.readSome(i + 1, Extent.ONE);
    scopes.close();
    return i;
  }

  private int readExpression(int i) {
    int first = scopes.useCount();
    int end = expressions.readSome(i, Extent.VALUE);
    return switch (tokens.type(end)) {
      case ASSIGN -> readAssignment(i, first, end);
      case AUGMENTED_ASSIGN -> {
        kind(Statement.Kind.AUG_ASSIGN);
        targets.require(Use.AUGMENT, i, end);
        scopes.bindTargetsToo(first);
        yield expressions.readSome(end + 1, Extent.VALUE);
      }
      case COLON -> readAnnotated(i, end, first);
      default -> {
        describeExpression(i, end);
        yield end;
      }
    };
  }

  private int readAssignment(int target, int firstUse, int equals) {
    int first = firstUse;
    int i = equals;
    int value = target;
    while (tokens.type(i) == TokenType.ASSIGN) {
      targets.require(Use.ASSIGN, value, i);
      scopes.bindTargets(first);
      first = scopes.useCount();
      value = i + 1;
      i = expressions.readSome(value, Extent.VALUE);
    }
    if (top) {
      module.kind(shapes.isLambda(value, i) ? Statement.Kind.LAMBDA : Statement.Kind.ASSIGN);
    }
    return i;
  }

  /**
   * An annotation without a value binds a bare name. It does not bind a name in parentheses (PEP
   * 526).
   */
  private int readAnnotated(int target, int colon, int first) {
    kind(Statement.Kind.ANN_ASSIGN);
    targets.require(Use.ANNOTATE, target, colon);
    boolean bare = tokens.type(target) == TokenType.NAME && colon == target + 1;
    if (bare) {
      scopes.bindAnnotated();
    } else {
      scopes.dropTargets(first);
    }
    int annotation = scopes.useCount();
    int i = signatures.readAnnotation(colon + 1);
    if (tokens.type(i) != TokenType.ASSIGN) {
      return i;
    }
    if (!bare) {
      bindParenthesized(target, colon);
      scopes.changeParts(first, annotation);
    }
    return expressions.readSome(i + 1, Extent.VALUE);
  }

  private void bindParenthesized(int target, int end) {
    int name = target;
    while (tokens.type(name) == TokenType.LEFT_PARENTHESIS) {
      name++;
    }
    if (tokens.type(name) == TokenType.NAME && name - target == end - name - 1) {
      scopes.bind(tokens.name(name), tokens.start(name));
    }
  }

  private void describeExpression(int first, int end) {
    if (scopes.kind() == Scopes.Kind.MODULE && shapes.hasCall(first, end)) {
      module.call(
          new Statement.EffectCall(shapes.callee(first, end), shapes.changedByCall(first, end)));
    }
    if (!top) {
      return;
    }
    boolean string = shapes.isString(first, end);
    module.kind(string ? Statement.Kind.BARE_STRING : Statement.Kind.EXPR);
    if (string && !shapes.isBytes(first, end)) {
      module.docstring();
      futures.string();
    }
  }
}

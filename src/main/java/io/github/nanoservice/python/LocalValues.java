package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds values that functions make and hand on, by return or as an argument, where the text alone
 * shows what they are: {@code return lambda: 1}, {@code apply(inner)}.
 */
public final class LocalValues {
  /** Decorators after which a nested function is still a function. */
  private static final Set<String> HARMLESS =
      Set.of("asynccontextmanager", "cache", "contextmanager", "lru_cache", "wraps");

  /** More than values are nested by hand. */
  private static final int DEEPEST = 20;

  private final int offset;
  private final Lexer lexer;
  private final NameTable names = new NameTable();
  private final Tokens tokens;
  private final List<LocalScope> blocks = new ArrayList<>();
  private final List<Handed> handed = new ArrayList<>();
  private LocalScope current;
  private LocalScope opened;
  private boolean replaced;

  /**
   * A value that is handed on.
   *
   * @param made how it is made
   * @param span where it is handed on
   * @param callee where the name of the function begins that gets it as an argument; empty if it is
   *     returned, or yielded
   */
  public record Value(Made made, Span span, Optional<Integer> callee) {}

  /** How a value is made. */
  public sealed interface Made {
    /** By a construct that only the function can name. */
    record Here(String description) implements Made {}

    /** By a call of something outside of the function, whose name begins at an offset. */
    record Called(int name) implements Made {}
  }

  /** A value before the names of the function are known. */
  private record Handed(LocalScope scope, List<Form> forms, Span span, Optional<Integer> callee) {
    Handed {
      forms = List.copyOf(forms);
    }
  }

  private LocalValues(String text, int offset) {
    this.offset = offset;
    this.lexer = new Lexer(text, names);
    this.tokens = lexer.tokens();
  }

  /**
   * Returns the values that a definition hands on, in source order.
   *
   * @param source text of the module
   * @param stretch span of a function or a class at the top level that the parser has accepted
   */
  public static List<Value> in(Source source, Span stretch) {
    return new LocalValues(source.text(stretch), stretch.start()).read();
  }

  private List<Value> read() {
    LocalScope module = LocalScope.ofModule();
    current = module;
    while (lexer.next()) {
      if (lexer.indentationChange() > 0) {
        blocks.add(current);
        current = opened == null ? current : opened;
      }
      for (int i = lexer.indentationChange(); i < 0; i++) {
        current = blocks.remove(blocks.size() - 1);
      }
      opened = null;
      readStatements(0, tokens.size() - 1);
    }
    List<Value> values = new ArrayList<>();
    for (Handed each : handed) {
      for (Form form : each.forms()) {
        made(each.scope(), form, 0)
            .ifPresent(made -> values.add(new Value(made, each.span(), each.callee())));
      }
    }
    return List.copyOf(values);
  }

  /** Reads the statements of a line. */
  private void readStatements(int first, int end) {
    int i = first;
    while (i < end) {
      int last = LocalTokens.find(tokens, i, end, TokenType.SEMICOLON);
      readStatement(i, last);
      i = last + 1;
    }
  }

  private void readStatement(int first, int end) {
    switch (tokens.type(first)) {
      case AT -> {
        replaced |= !HARMLESS.contains(LocalTokens.lastName(tokens, names, first + 1, end));
        readCalls(first, end);
      }
      case ASYNC -> readStatement(first + 1, end);
      case DEF -> readDefinition(first, end, true);
      case CLASS -> readDefinition(first, end, false);
      case IF, ELIF, ELSE, WHILE, FOR, TRY, EXCEPT, FINALLY, WITH -> {
        int colon = LocalTokens.colon(tokens, first + 1, end);
        bindTargets(first, colon);
        readCalls(first, colon);
        if (colon < end) {
          readStatements(colon + 1, end);
        }
      }
      case IMPORT, FROM, GLOBAL, NONLOCAL, DEL -> bindAll(first, end);
      case RETURN -> {
        hand(first + 1, end, Optional.empty());
        readCalls(first, end);
        bindTargets(first, end);
      }
      case YIELD -> {
        if (first + 1 < end && tokens.type(first + 1) != TokenType.FROM) {
          hand(first + 1, end, Optional.empty());
        }
        readCalls(first, end);
        bindTargets(first, end);
      }
      default -> readSimple(first, end);
    }
  }

  private void readDefinition(int first, int end, boolean function) {
    int name = first + 1;
    if (current.isFunction()) {
      current.bind(
          tokens.name(name),
          replaced
              ? List.of()
              : List.of(new Form.Nested(function ? "a nested function" : "a nested class")));
    }
    replaced = false;
    LocalScope inner = function ? current.function() : current.classBody();
    int colon = LocalTokens.colon(tokens, name, end);
    readCalls(name + 1, colon);
    LocalScope outer = current;
    current = inner;
    if (function) {
      bindAll(name + 1, colon);
    }
    if (colon + 1 < end) {
      readStatements(colon + 1, end);
    }
    current = outer;
    opened = inner;
  }

  private void readSimple(int first, int end) {
    boolean isBlock =
        tokens.type(first) == TokenType.NAME
            && tokens.type(end - 1) == TokenType.COLON
            && (tokens.name(first) == names.case_ || tokens.name(first) == names.match);
    int value = first;
    int assign = LocalTokens.find(tokens, first, end, TokenType.ASSIGN);
    while (assign < end) {
      value = assign + 1;
      assign = LocalTokens.find(tokens, value, end, TokenType.ASSIGN);
    }
    List<Form> forms = value > first ? Form.read(tokens, value, end) : List.of();
    int target = first;
    while (target < value) {
      int next = LocalTokens.find(tokens, target, end, TokenType.ASSIGN);
      if (next == target + 1 && tokens.type(target) == TokenType.NAME) {
        current.bind(tokens.name(target), forms);
      } else {
        bindAll(target, next);
      }
      target = next + 1;
    }
    if (isBlock || LocalTokens.find(tokens, first, end, TokenType.AUGMENTED_ASSIGN) < end) {
      bindAll(first, end);
    }
    bindTargets(first, end);
    readCalls(first, end);
  }

  /** Notes what the targets in expressions and after {@code for} and {@code as} bind. */
  private void bindTargets(int first, int end) {
    for (int i = first; i < end; i++) {
      switch (tokens.type(i)) {
        case WALRUS -> bindAll(i - 1, i);
        case LAMBDA -> bindAll(i, LocalTokens.colon(tokens, i + 1, end));
        case FOR -> {
          int in = i;
          while (in < end && tokens.type(in) != TokenType.IN) {
            in++;
          }
          bindAll(i, in);
        }
        case AS -> {
          int last = i + 1;
          if (tokens.type(last) == TokenType.LEFT_PARENTHESIS) {
            last = tokens.closing(last);
          }
          bindAll(i + 1, Math.min(last + 1, end));
        }
        default -> {
          // Binds nothing.
        }
      }
    }
  }

  /** Notes that the names in a range may be bound to anything. */
  private void bindAll(int first, int end) {
    for (int i = first; i < end; i++) {
      if (tokens.type(i) == TokenType.NAME) {
        current.bindAnything(tokens.name(i));
      }
    }
  }

  private void hand(int first, int end, Optional<Integer> callee) {
    if (current.isFunction() && (callee.isPresent() || current.isOutermost())) {
      List<Form> forms = Form.read(tokens, first, end);
      if (!forms.isEmpty()) {
        Span span = new Span(tokens.start(first) + offset, tokens.end(end - 1) + offset);
        handed.add(new Handed(current, forms, span, callee));
      }
    }
  }

  /** Finds the arguments of the calls in a range. */
  private void readCalls(int first, int end) {
    for (int i = first; i < end; i++) {
      if (tokens.type(i) == TokenType.LEFT_PARENTHESIS && i > first) {
        int callee = LocalTokens.startOfName(tokens, first, i);
        if (callee < i) {
          readArguments(callee, i);
        }
      }
    }
  }

  private void readArguments(int callee, int parenthesis) {
    List<Span> arguments = LocalTokens.elements(tokens, parenthesis);
    int name = callee;
    int begin = 0;
    boolean partial =
        LocalTokens.lastName(tokens, names, callee, parenthesis).equals("partial")
            && !arguments.isEmpty();
    if (partial) {
      Span function = arguments.get(0);
      name = function.start();
      begin = 1;
      if (LocalTokens.startOfName(tokens, name, function.end()) != name) {
        return;
      }
    }
    for (Span argument : arguments.subList(begin, arguments.size())) {
      boolean keyword =
          tokens.type(argument.start()) == TokenType.NAME
              && tokens.type(argument.start() + 1) == TokenType.ASSIGN;
      hand(
          argument.start() + (keyword ? 2 : 0),
          argument.end(),
          Optional.of(tokens.start(name) + offset));
    }
  }

  private Optional<Made> made(LocalScope scope, Form form, int depth) {
    if (form instanceof Form.Nested nested) {
      return Optional.of(new Made.Here(nested.description()));
    }
    if (form instanceof Form.Called called) {
      return Optional.of(new Made.Called(called.start() + offset));
    }
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    Form.Named named = (Form.Named) form;
    return scope
        .owner(named.name())
        .flatMap(owner -> owner.only(named.name()).flatMap(each -> made(owner, each, depth + 1)));
  }
}

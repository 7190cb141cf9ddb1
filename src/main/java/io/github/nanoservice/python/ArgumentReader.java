package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the arguments of calls. */
public final class ArgumentReader {
  private final String text;
  private final int offset;
  private final NameTable names = new NameTable();
  private Tokens tokens;

  private ArgumentReader(String text, int offset) {
    this.text = text;
    this.offset = offset;
  }

  /**
   * Reads the arguments of calls in one part of a source.
   *
   * @param source text of the module
   * @param stretch span of a function or statement that the parser has accepted: whole logical
   *     lines
   * @param calls references in that span whose use is a call
   * @return the arguments of each call, in the order of {@code calls}
   */
  public static List<List<Argument>> of(Source source, Span stretch, List<Reference> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    ArgumentReader reader = new ArgumentReader(source.text(stretch), stretch.start());
    Map<Integer, List<Argument>> byStart = reader.read(calls);
    return calls.stream().map(call -> byStart.get(call.span().start())).toList();
  }

  private Map<Integer, List<Argument>> read(List<Reference> calls) {
    Map<Integer, Reference> wanted = new HashMap<>();
    calls.forEach(call -> wanted.put(call.span().start() - offset, call));
    Map<Integer, List<Argument>> found = new HashMap<>();
    Lexer lexer = new Lexer(text, names);
    while (found.size() < wanted.size() && lexer.next()) {
      tokens = lexer.tokens();
      for (int i = 0; i < tokens.size(); i++) {
        Reference call = wanted.get(tokens.start(i));
        if (call != null && tokens.type(i) == TokenType.NAME) {
          found.put(call.span().start(), arguments(parenthesis(i, call)));
        }
      }
    }
    return found;
  }

  /** Returns the token that opens the call: {@code f(}, {@code a.b.f(} or {@code (f)(}. */
  private int parenthesis(int name, Reference call) {
    int i = name + 1;
    int attributes = call.attributes().size();
    while (attributes > 0 || tokens.type(i) == TokenType.RIGHT_PARENTHESIS) {
      if (tokens.type(i) == TokenType.DOT) {
        attributes--;
        i++;
      }
      i++;
    }
    return i;
  }

  private List<Argument> arguments(int parenthesis) {
    List<Argument> arguments = new ArrayList<>();
    int first = parenthesis + 1;
    Separators separators = new Separators(tokens);
    for (int i = first; ; i++) {
      TokenType type = tokens.type(i);
      boolean closes = separators.atTop() && type == TokenType.RIGHT_PARENTHESIS;
      if (closes || separators.isSeparator(i, TokenType.COMMA)) {
        if (i > first) {
          arguments.add(argument(first, i));
        }
        if (closes) {
          return List.copyOf(arguments);
        }
        first = i + 1;
      }
      separators.pass(i);
    }
  }

  private Argument argument(int first, int end) {
    return switch (tokens.type(first)) {
      case STAR -> argument(Argument.Kind.STARRED, Optional.empty(), first, first + 1, end);
      case DOUBLE_STAR ->
          argument(Argument.Kind.DOUBLE_STARRED, Optional.empty(), first, first + 1, end);
      case NAME ->
          tokens.type(first + 1) == TokenType.ASSIGN
              ? argument(
                  Argument.Kind.KEYWORD,
                  Optional.of(names.name(tokens.name(first))),
                  first,
                  first + 2,
                  end)
              : argument(Argument.Kind.POSITIONAL, Optional.empty(), first, first, end);
      default -> argument(Argument.Kind.POSITIONAL, Optional.empty(), first, first, end);
    };
  }

  private Argument argument(
      Argument.Kind kind, Optional<String> keyword, int first, int value, int end) {
    int last = tokens.end(end - 1);
    return new Argument(
        kind,
        keyword,
        new Span(tokens.start(first) + offset, last + offset),
        text.substring(tokens.start(value), last));
  }
}

package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the docstring of a function. */
public final class Docstring {
  private Docstring() {}

  /**
   * Returns the docstring as {@code inspect.getdoc} does: without indentation, and without blank
   * lines at its start and end.
   *
   * @param source text of the module
   * @param function a function of that module
   */
  public static Optional<String> of(Source source, Function function) {
    String text = source.text(function.span());
    Lexer lexer = new Lexer(text, new NameTable());
    while (lexer.next()) {
      Tokens tokens = lexer.tokens();
      TokenType first = tokens.type(0);
      if (first == TokenType.DEF || first == TokenType.ASYNC) {
        int body = bodyOf(tokens);
        if (tokens.type(body) != TokenType.NEWLINE) {
          return string(text, tokens, body);
        }
        return lexer.next() ? string(text, lexer.tokens(), 0) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns the token after the colon that ends the {@code def} line. */
  private static int bodyOf(Tokens tokens) {
    Separators separators = new Separators(tokens);
    for (int i = 0; ; i++) {
      if (separators.isSeparator(i, TokenType.COLON)) {
        return i + 1;
      }
      separators.pass(i);
    }
  }

  private static Optional<String> string(String text, Tokens tokens, int first) {
    int end = first;
    while (tokens.type(end) == TokenType.STRING) {
      end++;
    }
    boolean alone =
        end > first
            && (tokens.type(end) == TokenType.NEWLINE || tokens.type(end) == TokenType.SEMICOLON);
    if (!alone) {
      return Optional.empty();
    }
    String literals = text.substring(tokens.start(first), tokens.end(end - 1));
    return Expression.of(literals) instanceof Expression.Text of
        ? Optional.of(cleaned(of.value()))
        : Optional.empty();
  }

  /** PEP 257, "Handling Docstring Indentation". */
  private static String cleaned(String docstring) {
    List<String> lines = new ArrayList<>(List.of(expanded(docstring).split("\n", -1)));
    int margin =
        lines.stream()
            .skip(1)
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    StringBuilder cleaned = new StringBuilder(lines.get(0).strip());
    lines.stream()
        .skip(1)
        .map(line -> line.substring(Math.min(margin, line.length())).stripTrailing())
        .forEach(line -> cleaned.append('\n').append(line));
    return cleaned.toString().replaceAll("^\n+|\n+$", "");
  }

  private static String expanded(String text) {
    StringBuilder expanded = new StringBuilder();
    int column = 0;
    for (char c : text.toCharArray()) {
      if (c == '\t') {
        int spaces = 8 - column % 8;
        expanded.append(" ".repeat(spaces));
        column += spaces;
      } else {
        expanded.append(c);
        column = c == '\n' ? 0 : column + 1;
      }
    }
    return expanded.toString();
  }
}

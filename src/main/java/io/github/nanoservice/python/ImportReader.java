package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads import statements. */
final class ImportReader {
  private final Tokens tokens;
  private final NameTable names;
  private final Scopes scopes;
  private final BlockStack blocks;
  private final SyntaxMessages errors;

  ImportReader(
      Tokens tokens, NameTable names, Scopes scopes, BlockStack blocks, SyntaxMessages errors) {
    this.tokens = tokens;
    this.names = names;
    this.scopes = scopes;
    this.blocks = blocks;
    this.errors = errors;
  }

  /** Reads {@code import a.b, c as d}, starting at its keyword; returns the token after it. */
  int readImport(int keyword, Consumer<Import> found) {
    int i = keyword;
    do {
      int start = i == keyword ? tokens.start(keyword) : tokens.start(i + 1);
      int first = i + 1;
      i = dottedName(first);
      String module = dottedText(first, i);
      Optional<String> alias = Optional.empty();
      int bound = first;
      if (tokens.type(i) == TokenType.AS) {
        bound = name(i + 1);
        alias = Optional.of(text(bound));
        i += 2;
      }
      scopes.bindImport(tokens.name(bound), tokens.start(bound));
      found.accept(
          new Import.OfModule(module, alias, new Span(start, tokens.end(i - 1)), blocks.branch()));
    } while (tokens.type(i) == TokenType.COMMA);
    return i;
  }

  /**
   * Reads {@code from ..a import (b, c as d)}, starting at its keyword; returns the token after it.
   */
  int readFrom(int keyword, Consumer<Import> found) {
    int i = keyword + 1;
    int level = 0;
    while (tokens.type(i) == TokenType.DOT || tokens.type(i) == TokenType.ELLIPSIS) {
      level += tokens.type(i) == TokenType.DOT ? 1 : 3;
      i++;
    }
    String module = "";
    if (level == 0 || tokens.type(i) == TokenType.NAME) {
      int first = i;
      i = dottedName(first);
      module = dottedText(first, i);
    }
    if (tokens.type(i) != TokenType.IMPORT) {
      throw errors.expected("'import'", i);
    }
    List<Import.Name> imported = new ArrayList<>();
    i = readNames(i + 1, imported);
    Span span = new Span(tokens.start(keyword), tokens.end(i - 1));
    found.accept(
        new Import.FromModule(level, module, List.copyOf(imported), span, blocks.branch()));
    return i;
  }

  private int readNames(int first, List<Import.Name> imported) {
    if (tokens.type(first) == TokenType.STAR) {
      if (scopes.kind() != Scopes.Kind.MODULE) {
        throw errors.fault("'import *' is not allowed in a function or class", first);
      }
      imported.add(new Import.Name("*", Optional.empty(), tokens.span(first)));
      return first + 1;
    }
    boolean parenthesized = tokens.type(first) == TokenType.LEFT_PARENTHESIS;
    int i = parenthesized ? first : first - 1;
    do {
      i++;
      if (parenthesized && !imported.isEmpty() && tokens.type(i) == TokenType.RIGHT_PARENTHESIS) {
        return i + 1;
      }
      i = readName(name(i), imported);
    } while (tokens.type(i) == TokenType.COMMA);
    if (!parenthesized) {
      return i;
    }
    if (tokens.type(i) != TokenType.RIGHT_PARENTHESIS) {
      throw errors.expected("')'", i);
    }
    return i + 1;
  }

  private int readName(int first, List<Import.Name> imported) {
    int bound = first;
    Optional<String> alias = Optional.empty();
    if (tokens.type(first + 1) == TokenType.AS) {
      bound = name(first + 2);
      alias = Optional.of(text(bound));
    }
    scopes.bindImport(tokens.name(bound), tokens.start(bound));
    Span span = new Span(tokens.start(first), tokens.end(bound));
    imported.add(new Import.Name(text(first), alias, span));
    return bound + 1;
  }

  private int dottedName(int first) {
    int i = name(first) + 1;
    while (tokens.type(i) == TokenType.DOT) {
      i = name(i + 1) + 1;
    }
    return i;
  }

  private String dottedText(int first, int end) {
    StringBuilder dotted = new StringBuilder(text(first));
    for (int i = first + 2; i < end; i += 2) {
      dotted.append('.').append(text(i));
    }
    return dotted.toString();
  }

  private int name(int i) {
    if (tokens.type(i) != TokenType.NAME) {
      throw errors.expected("a name", i);
    }
    return i;
  }

  private String text(int i) {
    return names.name(tokens.name(i));
  }
}

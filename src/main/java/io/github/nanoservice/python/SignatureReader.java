package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the part of a {@code def} between its name or type parameters and its colon. */
final class SignatureReader {
  private final String text;
  private final Tokens tokens;
  private final NameTable names;
  private final Scopes scopes;
  private final ExpressionReader expressions;
  private final SyntaxMessages errors;
  private final ParameterRules rules;

  private int[] bound = new int[16];
  private int boundCount;
  private final List<Parameter> found = new ArrayList<>();
  private Optional<String> returns = Optional.empty();
  private boolean annotationsKept;

  SignatureReader(
      String text,
      Tokens tokens,
      NameTable names,
      Scopes scopes,
      ExpressionReader expressions,
      SyntaxMessages errors) {
    this.text = text;
    this.tokens = tokens;
    this.names = names;
    this.scopes = scopes;
    this.expressions = expressions;
    this.errors = errors;
    this.rules = new ParameterRules(tokens, errors);
  }

  /**
   * Keeps all annotations that follow as text: {@code from __future__ import annotations} (PEP
   * 563).
   */
  void keepAnnotations() {
    annotationsKept = true;
  }

  /** Returns the parameters read last. */
  List<Parameter> parameters() {
    return List.copyOf(found);
  }

  /** Returns the source text of the annotation of the result read last. */
  Optional<String> returns() {
    return returns;
  }

  /**
   * Reads the parameters and the annotation of the result; returns the token after them, which
   * should be the colon.
   *
   * @param parenthesis the opening parenthesis
   * @param wanted whether to collect {@link #parameters()} and {@link #returns()}
   */
  int read(int parenthesis, boolean wanted) {
    boundCount = 0;
    found.clear();
    int i = readParameters(expect(parenthesis, TokenType.LEFT_PARENTHESIS), wanted);
    returns = Optional.empty();
    if (tokens.type(i) == TokenType.ARROW) {
      int end = readAnnotation(i + 1);
      returns = wanted ? Optional.of(text(i + 1, end)) : returns;
      i = end;
    }
    return i;
  }

  /** Binds the parameters read last in the innermost scope, which must be that of the function. */
  void bindParameters() {
    for (int i = 0; i < boundCount; i++) {
      scopes.bindParameter(tokens.name(bound[i]), tokens.start(bound[i]));
    }
  }

  private int readParameters(int first, boolean wanted) {
    rules.begin();
    Parameter.Kind kind = Parameter.Kind.POSITIONAL_OR_KEYWORD;
    int i = first;
    while (tokens.type(i) != TokenType.RIGHT_PARENTHESIS) {
      Parameter.Kind own = kind;
      switch (tokens.type(i)) {
        case SLASH -> {
          rules.slash(i);
          found.replaceAll(SignatureReader::positionalOnly);
          i = endParameter(i + 1);
          continue;
        }
        case STAR -> {
          i++;
          kind = Parameter.Kind.KEYWORD_ONLY;
          own = Parameter.Kind.VAR_POSITIONAL;
          if (tokens.type(i) == TokenType.COMMA) {
            rules.bareStar(i - 1);
            i++;
            continue;
          }
        }
        case DOUBLE_STAR -> {
          i++;
          own = Parameter.Kind.VAR_KEYWORD;
        }
        default -> {
          // A plain parameter.
        }
      }
      i = readParameter(i, own, wanted);
    }
    rules.end(i);
    return i + 1;
  }

  private int readParameter(int name, Parameter.Kind kind, boolean wanted) {
    int i = expect(name, TokenType.NAME);
    switch (kind) {
      case VAR_POSITIONAL -> rules.collecting(name);
      case VAR_KEYWORD -> rules.mapping(name);
      default -> rules.plain(name);
    }
    if (boundCount == bound.length) {
      bound = Arrays.copyOf(bound, boundCount * 2);
    }
    bound[boundCount++] = name;
    Optional<String> annotation = Optional.empty();
    if (tokens.type(i) == TokenType.COLON) {
      // PEP 646: the annotation of *args can have a star.
      boolean starred =
          kind == Parameter.Kind.VAR_POSITIONAL && tokens.type(i + 1) == TokenType.STAR;
      int end = readAnnotation(starred ? i + 2 : i + 1);
      annotation = wanted ? Optional.of(text(i + 1, end)) : annotation;
      i = end;
    }
    Optional<String> defaultValue = Optional.empty();
    if (tokens.type(i) == TokenType.ASSIGN) {
      rules.defaultValue(i);
      int end = readOutside(i + 1);
      defaultValue = wanted ? Optional.of(text(i + 1, end)) : defaultValue;
      i = end;
    }
    if (wanted) {
      found.add(new Parameter(names.name(tokens.name(name)), kind, annotation, defaultValue));
    }
    return endParameter(i);
  }

  private static Parameter positionalOnly(Parameter parameter) {
    return new Parameter(
        parameter.name(),
        Parameter.Kind.POSITIONAL_ONLY,
        parameter.annotation(),
        parameter.defaultValue());
  }

  private int endParameter(int i) {
    return switch (tokens.type(i)) {
      case COMMA -> i + 1;
      case RIGHT_PARENTHESIS -> i;
      default -> throw errors.expected("',' or ')'", i);
    };
  }

  /** Reads an annotation; returns the token after it. */
  int readAnnotation(int index) {
    scopes.beginAnnotation(annotationsKept);
    int end = expressions.readSome(index, ExpressionReader.Extent.ONE);
    scopes.endAnnotation();
    return end;
  }

  /** Defaults are evaluated outside the scope of the type parameters (PEP 695). */
  private int readOutside(int index) {
    boolean typed = scopes.kind() == Scopes.Kind.TYPE_PARAMETERS;
    if (typed) {
      scopes.outside(true);
    }
    int end = expressions.readSome(index, ExpressionReader.Extent.ONE);
    if (typed) {
      scopes.outside(false);
    }
    return end;
  }

  private int expect(int i, TokenType type) {
    if (tokens.type(i) != type) {
      throw errors.expected(type == TokenType.NAME ? "a name" : "'" + type.text() + "'", i);
    }
    return i + 1;
  }

  private String text(int first, int end) {
    return text.substring(tokens.start(first), tokens.end(end - 1));
  }
}

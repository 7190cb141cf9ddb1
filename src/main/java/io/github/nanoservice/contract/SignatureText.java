package io.github.nanoservice.contract;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Parameter.Kind;
import java.util.List;
import java.util.StringJoiner;

/** Writes a signature as {@code inspect.signature} does. */
public final class SignatureText {
  private SignatureText() {}

  /** Returns {@code (a, /, b: int = 1, *args, c, **kw) -> str}. */
  public static String of(Function function) {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    List<Parameter> parameters = function.parameters();
    boolean starred = false;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.kind() == Kind.KEYWORD_ONLY && !starred) {
        text.add("*");
      }
      starred |= parameter.kind() == Kind.KEYWORD_ONLY || parameter.kind() == Kind.VAR_POSITIONAL;
      text.add(parameter(parameter));
      boolean lastPositionalOnly =
          parameter.kind() == Kind.POSITIONAL_ONLY
              && (i + 1 == parameters.size()
                  || parameters.get(i + 1).kind() != Kind.POSITIONAL_ONLY);
      if (lastPositionalOnly) {
        text.add("/");
      }
    }
    return text + function.returns().map(type -> " -> " + type).orElse("");
  }

  private static String parameter(Parameter parameter) {
    String stars =
        switch (parameter.kind()) {
          case VAR_POSITIONAL -> "*";
          case VAR_KEYWORD -> "**";
          case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, KEYWORD_ONLY -> "";
        };
    // PEP 8: spaces around the = of a default only after an annotation.
    String equals = parameter.annotation().isPresent() ? " = " : "=";
    return stars
        + parameter.name()
        + parameter.annotation().map(type -> ": " + type).orElse("")
        + parameter.defaultValue().map(value -> equals + value).orElse("");
  }
}

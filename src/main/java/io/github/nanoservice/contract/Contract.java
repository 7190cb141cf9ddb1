package io.github.nanoservice.contract;

import io.github.nanoservice.python.Parameter.Kind;
import io.github.nanoservice.services.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * What a served function takes and returns.
 *
 * @param endpoint the function
 * @param signature its parameters and result in Python's notation: {@code (a, *, b=1) -> str}
 * @param parameters in order of declaration
 * @param result what it returns; of a function that yields, a {@link Type.Stream}
 * @param docstring without indentation
 */
public record Contract(
    Endpoint endpoint,
    String signature,
    List<ParameterContract> parameters,
    Type result,
    Optional<String> docstring) {

  /**
   * A parameter of a function.
   *
   * @param name without stars
   * @param kind how arguments reach it
   * @param type what it takes, its default included; of {@code *args} and {@code **kwargs}, what
   *     each of them is
   * @param optional whether it has a default
   * @param defaultValue the default, where the source spells it out and the type has it
   */
  public record ParameterContract(
      String name, Kind kind, Type type, boolean optional, Optional<LiteralValue> defaultValue) {

    /** Whether every call has to give it. */
    public boolean required() {
      return !optional && kind != Kind.VAR_POSITIONAL && kind != Kind.VAR_KEYWORD;
    }
  }
}

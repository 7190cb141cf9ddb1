package io.github.nanoservice.contract;

import io.github.nanoservice.python.Parameter.Kind;
import io.github.nanoservice.services.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * The parameters and the result of a served function.
 *
 * @param endpoint the function
 * @param signature its parameters and result in Python's notation: {@code (a, *, b=1) -> str}
 * @param parameters in order of declaration
 * @param result the type that it returns; a {@link Type.Stream} for a generator function
 * @param mediaType the media type of the bytes that it returns, of {@code Annotated[bytes,
 *     "image/png"]}
 * @param docstring without indentation
 */
public record Contract(
    Endpoint endpoint,
    String signature,
    List<ParameterContract> parameters,
    Type result,
    Optional<String> mediaType,
    Optional<String> docstring) {
  public Contract {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter of a function.
   *
   * @param name without stars
   * @param kind how arguments are passed to it
   * @param type the type that it accepts, including its default; for {@code *args} and {@code
   *     **kwargs}, the type of each value
   * @param optional whether it has a default
   * @param defaultValue the default, if the source contains it as a literal that matches the type
   */
  public record ParameterContract(
      String name, Kind kind, Type type, boolean optional, Optional<LiteralValue> defaultValue) {

    /** Returns whether each call must pass it. */
    public boolean required() {
      return !optional && kind != Kind.VAR_POSITIONAL && kind != Kind.VAR_KEYWORD;
    }
  }
}

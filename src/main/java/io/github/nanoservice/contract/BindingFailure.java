package io.github.nanoservice.contract;

import io.github.nanoservice.python.Argument;
import java.util.List;

/** Why Python cannot bind the arguments of a call to the parameters of a function. */
sealed interface BindingFailure {

  /**
   * The call passes more positional arguments than the function accepts.
   *
   * @param first the first surplus argument, or one after a starred argument that stands for it
   * @param most the number that the function accepts
   * @param given the number that the call passes, at least
   */
  record TooMany(Argument first, int most, int given) implements BindingFailure {}

  /** The call passes nothing for parameters without a default. */
  record Missing(List<String> names) implements BindingFailure {
    public Missing {
      names = List.copyOf(names);
    }
  }

  /** The call passes a keyword that is not the name of a parameter. */
  record Unknown(Argument argument) implements BindingFailure {}

  /** The call passes a keyword for a parameter that already has a value. */
  record Repeated(Argument argument) implements BindingFailure {}

  /** The call passes a keyword for a positional-only parameter. */
  record PositionalOnly(Argument argument) implements BindingFailure {}
}

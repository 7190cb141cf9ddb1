package io.github.nanoservice.contract;

import io.github.nanoservice.python.Argument;
import java.util.List;

/** Why Python would not bind the arguments of a call to the parameters of a function. */
sealed interface BindingFailure {

  /**
   * More positional arguments than parameters that take one.
   *
   * @param first the first that is too many; one behind a starred argument may stand for it
   * @param most how many there can be
   * @param given how many there are, at least
   */
  record TooMany(Argument first, int most, int given) implements BindingFailure {}

  /** Parameters without a default that nothing is given for. */
  record Missing(List<String> names) implements BindingFailure {}

  /** A keyword that is the name of no parameter. */
  record Unknown(Argument argument) implements BindingFailure {}

  /** A keyword for what has a value already. */
  record Repeated(Argument argument) implements BindingFailure {}

  /** A keyword that is the name of a parameter which takes positional arguments alone. */
  record PositionalOnly(Argument argument) implements BindingFailure {}
}

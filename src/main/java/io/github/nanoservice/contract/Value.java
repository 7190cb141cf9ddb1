package io.github.nanoservice.contract;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A value that source text spells out, as a default or a {@code Literal}. */
public sealed interface Value {

  /** {@code None}. */
  record None() implements Value {}

  /** {@code True} or {@code False}. */
  record Bool(boolean value) implements Value {}

  /** A whole number. */
  record Int(BigInteger value) implements Value {}

  /** A finite floating-point number. */
  record Float(double value) implements Value {}

  /** A string. */
  record Text(String value) implements Value {}

  /** A list. */
  record Array(List<Value> items) implements Value {}

  /** A dict whose keys are strings, in the order of the source. */
  record Mapping(Map<String, Value> items) implements Value {}
}

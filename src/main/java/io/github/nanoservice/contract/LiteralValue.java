package io.github.nanoservice.contract;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value that the source contains as a literal: a default, or an item of {@code Literal}. */
public sealed interface LiteralValue {

  /** {@code None}. */
  record None() implements LiteralValue {}

  /** {@code True} or {@code False}. */
  record Bool(boolean value) implements LiteralValue {}

  /** An integer. */
  record Int(BigInteger value) implements LiteralValue {}

  /** A finite floating-point number. */
  record Float(double value) implements LiteralValue {}

  /** A string. */
  record Text(String value) implements LiteralValue {}

  /** A list. */
  record Array(List<LiteralValue> items) implements LiteralValue {
    public Array {
      items = List.copyOf(items);
    }
  }

  /** A dict whose keys are strings, in the order of the source. */
  record Mapping(Map<String, LiteralValue> items) implements LiteralValue {
    public Mapping {
      items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }
  }
}

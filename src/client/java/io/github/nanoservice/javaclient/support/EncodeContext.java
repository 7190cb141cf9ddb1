package io.github.nanoservice.javaclient.support;

import java.util.function.Supplier;

/** The nesting depth of the value that is being encoded. */
final class EncodeContext {
  private int depth;

  /**
   * Encodes the contents of a container.
   *
   * @throws IllegalArgumentException if they are nested too deeply, as in a container that contains
   *     itself
   */
  <N> N nested(Supplier<N> encode) {
    if (depth == WireFormat.MAX_ENCODE_DEPTH) {
      throw new IllegalArgumentException(
          "the value is nested more than "
              + WireFormat.MAX_ENCODE_DEPTH
              + " levels deep, or contains itself");
    }
    depth++;
    N encoded = encode.get();
    depth--;
    return encoded;
  }
}

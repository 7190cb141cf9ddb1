package io.github.nanoservice.javaclient.support;

import java.util.Optional;

/** The body of a response: all its bytes, or a reader of the lines that are still arriving. */
final class ResponseBody {
  private final byte[] bytes;
  private final Optional<LineReader> lines;

  private ResponseBody(byte[] bytes, Optional<LineReader> lines) {
    this.bytes = bytes;
    this.lines = lines;
  }

  static ResponseBody of(byte[] bytes) {
    return new ResponseBody(bytes, Optional.empty());
  }

  static ResponseBody of(LineReader lines) {
    return new ResponseBody(new byte[0], Optional.of(lines));
  }

  /** Returns all bytes; none if the body is a stream of lines. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns the reader if the body is a stream of lines. */
  Optional<LineReader> lines() {
    return lines;
  }
}

package io.github.nanoservice.python;

import java.util.List;

/** Decomposes the text of one Python module. */
public final class ModuleParser {
  private final Format format;

  /** Takes what modules may hold. */
  public ModuleParser(Format format) {
    this.format = format;
  }

  /**
   * Finds what a module holds.
   *
   * @param bytes the file as it is on disk, in the encoding that PEP 263 gives it
   * @return the module, with its violations; a text that cannot be decoded gives a module of
   *     nothing but that violation
   */
  public Module parse(byte[] bytes) {
    SourceDecoder.Decoded decoded = SourceDecoder.decode(bytes);
    return decoded
        .violation()
        .map(
            violation ->
                new Module(decoded.source(), List.of(), List.of(), List.of(), List.of(violation)))
        .orElseGet(() -> new StatementReader(decoded.source(), format).read());
  }
}

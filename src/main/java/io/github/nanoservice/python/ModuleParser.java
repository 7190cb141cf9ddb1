package io.github.nanoservice.python;

import java.util.List;

/** Parses one Python module. */
public final class ModuleParser {
  private final Format format;

  /** Creates a parser for modules of a format. */
  public ModuleParser(Format format) {
    this.format = format;
  }

  /**
   * Parses a module.
   *
   * @param bytes contents of the file, in the encoding that PEP 263 specifies
   * @return the module with its violations; if the file cannot be decoded, a module that contains
   *     only that violation
   */
  public Module parse(byte[] bytes) {
    SourceDecoder.Decoded decoded = SourceDecoder.decode(bytes);
    return decoded
        .violation()
        .map(
            violation ->
                new Module(
                    decoded.source(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(violation),
                    List.of()))
        .orElseGet(() -> new StatementReader(decoded.source(), format).read());
  }
}

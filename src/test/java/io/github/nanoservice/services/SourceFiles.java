package io.github.nanoservice.services;

import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parses source files from lines of Python. */
public final class SourceFiles {
  private SourceFiles() {}

  /** A source file in the strict format. */
  public static SourceFile file(String path, String... lines) {
    return file(Format.strict(), path, lines);
  }

  /** A source file in the extended format. */
  public static SourceFile extended(String path, String... lines) {
    return file(Format.extended(List.of("warnings.simplefilter")), path, lines);
  }

  private static SourceFile file(Format format, String path, String... lines) {
    String dotted = path.replaceFirst("\\.py$", "").replace('/', '.');
    boolean isPackage = dotted.equals("__init__") || dotted.endsWith(".__init__");
    String name = isPackage ? dotted.replaceFirst("\\.?__init__$", "") : dotted;
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return new SourceFile(path, name, isPackage, new ModuleParser(format).parse(text));
  }
}

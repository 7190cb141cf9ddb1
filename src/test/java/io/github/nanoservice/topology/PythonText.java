package io.github.nanoservice.topology;

import io.github.nanoservice.python.Decomposer;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes source files out of lines of Python. */
final class PythonText {
  private PythonText() {}

  /** A source file; of {@code shop/__init__.py} the package. */
  static SourceFile file(String path, String... lines) {
    String dotted = path.replaceFirst("\\.py$", "").replace('/', '.');
    boolean isPackage = dotted.equals("__init__") || dotted.endsWith(".__init__");
    String name = isPackage ? dotted.replaceFirst("\\.?__init__$", "") : dotted;
    String text = String.join("\n", lines) + "\n";
    Module module =
        new Decomposer(Format.strict()).decompose(text.getBytes(StandardCharsets.UTF_8));
    return new SourceFile(path, name, isPackage, module);
  }

  /** The same with its aliases accepted. */
  static SourceFile aliased(String path, String... lines) {
    SourceFile file = file(path, lines);
    Module module = file.module();
    List<Violation> others =
        module.violations().stream()
            .filter(violation -> violation.kind() != Violation.Kind.ALIAS)
            .toList();
    return new SourceFile(
        path,
        file.name(),
        file.isPackage(),
        new Module(
            module.source(), module.functions(), module.imports(), module.statements(), others));
  }
}

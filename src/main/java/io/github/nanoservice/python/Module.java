package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import java.util.List;
import java.util.Optional;

/**
 * What a Python module holds. It is told of every module, also of one outside the format; only
 * behind a fault of the language itself (a string without end, say) nothing more is known.
 *
 * @param source its text
 * @param functions its top-level functions, in source order, every one of a duplicated name
 * @param imports its top-level imports, in source order
 * @param statements everything else at its top level, in source order; its docstring is not among
 *     them
 * @param violations what is outside the format or the language, in source order
 */
public record Module(
    Source source,
    List<Function> functions,
    List<Import> imports,
    List<Statement> statements,
    List<Violation> violations) {

  /**
   * The names in {@code __all__}; nothing where it is not a plain list of strings, set once and
   * left alone.
   */
  public Optional<List<String>> exports() {
    List<Statement> about = statements.stream().filter(Module::isAboutExports).toList();
    return about.size() == 1 ? Exports.in(source.text(about.get(0).span())) : Optional.empty();
  }

  private static boolean isAboutExports(Statement statement) {
    return statement.binds().contains("__all__")
        || statement.references().stream().anyMatch(each -> each.name().equals("__all__"));
  }
}

package io.github.nanoservice.python;

import io.github.nanoservice.source.Source;
import java.util.List;
import java.util.Optional;

/**
 * The contents of a Python module. A module that violates the format is read in full. After text
 * that is invalid Python, such as an unterminated string, nothing more is read.
 *
 * @param source its text
 * @param functions its top-level functions in source order, including all functions of a duplicate
 *     name
 * @param imports its top-level imports, in source order
 * @param statements all other top-level statements except its docstring, in source order
 * @param violations everything that violates the format or the language, in source order
 * @param obstacles what prevents services from containing only parts of the module, in source
 *     order; only in the extended format
 */
public record Module(
    Source source,
    List<Function> functions,
    List<Import> imports,
    List<Statement> statements,
    List<Violation> violations,
    List<Violation> obstacles) {
  public Module {
    functions = List.copyOf(functions);
    imports = List.copyOf(imports);
    statements = List.copyOf(statements);
    violations = List.copyOf(violations);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Returns the names in {@code __all__}, or empty if it is not set exactly once to a plain list of
   * strings or is changed later.
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

package io.github.nanoservice.resolve;

import java.util.List;

/** What an import inside a definition brings; an import that finds nothing brings nothing. */
public sealed interface ResolvedImport {

  /**
   * {@code import a.b} of modules of the sources.
   *
   * @param modules {@code a.b} and its parents
   */
  record OfModules(List<String> modules) implements ResolvedImport {
    public OfModules {
      modules = List.copyOf(modules);
    }
  }

  /**
   * A name that {@code from module import name} takes from the sources.
   *
   * @param module the absolute name of the module, empty for the source directory itself
   * @param relative whether the statement has leading dots
   */
  record OfName(String module, String name, boolean relative, Target target)
      implements ResolvedImport {}

  /**
   * A module of a library, or a name in one.
   *
   * @param name its dotted name
   * @param alternative whether another import takes its place if it fails
   */
  record OfLibrary(String name, boolean alternative) implements ResolvedImport {}
}

package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.ImportAlternatives;
import io.github.nanoservice.requirements.ModuleAlternatives;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The libraries of which a definition takes the first that it can import. */
public final class LibraryAlternatives {
  private LibraryAlternatives() {}

  /** Returns them among the imports of a definition in a file. */
  public static List<ModuleAlternatives> of(
      SourceTree tree, SourceFile file, Collection<Import> imports) {
    return ImportAlternatives.of(imports).stream()
        .map(
            alternatives ->
                new ModuleAlternatives(
                    alternatives.branches().stream()
                        .map(branch -> libraries(tree, file, branch))
                        .toList()))
        .toList();
  }

  private static Set<String> libraries(SourceTree tree, SourceFile file, List<Import> branch) {
    Set<String> names = new TreeSet<>();
    for (Import statement : branch) {
      if (statement instanceof Import.OfModule of
          && tree.imported(of) instanceof Target.OfLibrary) {
        names.add(of.module());
      } else if (statement instanceof Import.FromModule from) {
        from.names().stream()
            .map(name -> tree.imported(file, from, name))
            .filter(Target.OfLibraryName.class::isInstance)
            .map(Target.OfLibraryName.class::cast)
            .forEach(name -> names.add(DottedNames.join(name.module(), name.name())));
      }
    }
    return names;
  }
}

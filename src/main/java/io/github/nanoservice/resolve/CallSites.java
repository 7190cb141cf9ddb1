package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the calls whose callee is known for certain. */
public final class CallSites {
  private final SourceTree tree;
  private final NameResolver resolver;

  public CallSites(SourceTree tree, NameResolver resolver) {
    this.tree = tree;
    this.resolver = resolver;
  }

  /** The calls in some definitions, in their order. */
  public List<CallSite> in(List<Definition> definitions) {
    // If two functions have one name, which is an error, calls of it are ambiguous.
    List<Definition> single = definitions.stream().filter(this::isSingle).toList();
    Set<String> replaced = new HashSet<>();
    for (Definition definition : single) {
      resolver.uses(definition).stream()
          .filter(use -> use.reference().use() == Reference.Use.CHANGE)
          .flatMap(use -> function(definition.file(), use).stream())
          .forEach(function -> replaced.add(function.key()));
    }
    return single.stream().flatMap(definition -> in(definition, replaced)).toList();
  }

  private boolean isSingle(Definition definition) {
    return !(definition instanceof Definition.OfFunction of)
        || isBoundOnce(of.file(), of.function().name());
  }

  private Stream<CallSite> in(Definition definition, Set<String> replaced) {
    return resolver.uses(definition).stream()
        .filter(use -> use.reference().use() == Reference.Use.CALL && use.reference().certain())
        .flatMap(
            use ->
                function(definition.file(), use).stream()
                    .filter(callee -> !replaced.contains(callee.key()))
                    .filter(this::isSingle)
                    .filter(callee -> Decorators.keepParameters(callee, resolver))
                    .map(
                        callee ->
                            new CallSite(
                                definition.file(),
                                definition.span(),
                                use.reference(),
                                callee.file(),
                                callee.function())));
  }

  /** The function that a name and all its attributes lead to. */
  private Optional<Definition.OfFunction> function(SourceFile file, ResolvedUse use) {
    return isBoundOnce(file, use.reference().name())
            && use.end() instanceof AttributeResolution.OfFunction end
            && end.rest().isEmpty()
        ? Optional.of(new Definition.OfFunction(end.target().file(), end.target().function()))
        : Optional.empty();
  }

  private boolean isBoundOnce(SourceFile file, String name) {
    return tree.scope(file).all(name).size() == 1 && !tree.rebound(file.path()).contains(name);
  }
}

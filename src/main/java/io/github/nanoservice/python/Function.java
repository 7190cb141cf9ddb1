package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A function at the top level of a module.
 *
 * @param name NFKC-normalised
 * @param span from the first decorator, or {@code def}, to the end of the last line of the body,
 *     without its line ending
 * @param nameSpan the name in the {@code def} line
 * @param async whether it is an {@code async def}
 * @param generator whether its own body contains a {@code yield}
 * @param parameters in order of declaration
 * @param returns source text of the annotation of the result
 * @param references each use of a name that the function does not bind itself, in source order
 * @param imports import statements anywhere in its body, in source order
 */
public record Function(
    String name,
    Span span,
    Span nameSpan,
    boolean async,
    boolean generator,
    List<Parameter> parameters,
    Optional<String> returns,
    List<Reference> references,
    List<Import> imports) {
  private static final Set<String> HOOKS = Set.of("__getattr__", "__dir__");

  public Function {
    parameters = List.copyOf(parameters);
    references = List.copyOf(references);
    imports = List.copyOf(imports);
  }

  /** Whether Python calls it for names of its module (PEP 562). */
  public boolean isModuleHook() {
    return HOOKS.contains(name);
  }

  /** The references in its decorators, in source order. */
  public List<Reference> decorators() {
    return references.stream().filter(this::isInDecorator).toList();
  }

  /** Whether a reference stands in a decorator. */
  public boolean isInDecorator(Reference reference) {
    return reference.span().start() < nameSpan.start();
  }
}

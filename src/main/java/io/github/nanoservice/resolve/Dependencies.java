package io.github.nanoservice.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions and variables of the sources that each definition depends on: by name, through a
 * module, or by an import inside it.
 */
public final class Dependencies {
  private final SourceTree tree;
  private final NameResolver resolver;
  private final Map<String, List<Dependency>> byKey = new HashMap<>();

  /**
   * A function or variable that a definition depends on.
   *
   * @param target the function or variable
   * @param module the module it is taken from, which may only import it
   * @param name its name in that module
   * @param runs whether it is called or instantiated while the definition is evaluated
   */
  public record Dependency(Target target, String module, String name, boolean runs) {}

  public Dependencies(SourceTree tree, NameResolver resolver) {
    this.tree = tree;
    this.resolver = resolver;
  }

  /** What a definition depends on, in source order, imports inside it last. */
  public List<Dependency> of(Definition definition) {
    List<Dependency> known = byKey.get(definition.key());
    if (known == null) {
      List<Dependency> found = new ArrayList<>();
      resolver.uses(definition).forEach(use -> add(definition.file(), use, found));
      resolver.imports(definition).forEach(each -> add(each, found));
      known = List.copyOf(found);
      byKey.put(definition.key(), known);
    }
    return known;
  }

  private void add(SourceFile file, ResolvedUse use, List<Dependency> found) {
    if (use.end() instanceof AttributeResolution.Defined end) {
      found.add(new Dependency(end.target(), end.module(), end.name(), use.runs()));
    } else if (use.end() instanceof AttributeResolution.OfModule of) {
      addAll(of.module(), found);
      of.submodules().forEach(submodule -> addAll(submodule, found));
    } else if (use.end() instanceof AttributeResolution.Outside) {
      // The name may be imported or a builtin here and a variable further down.
      Target.OfVariable variable = new Target.OfVariable(file, use.reference().name());
      if (!tree.definitions(variable).isEmpty()) {
        found.add(new Dependency(variable, file.name(), variable.name(), use.runs()));
      }
    }
  }

  private void add(ResolvedImport statement, List<Dependency> found) {
    if (statement instanceof ResolvedImport.OfModules of) {
      of.modules().forEach(module -> addAll(module, found));
    } else if (statement instanceof ResolvedImport.OfName of) {
      if (of.target() instanceof Target.OfModule module) {
        addAll(module.module(), found);
      } else {
        add(of.target(), of.module(), of.name(), found);
      }
    }
  }

  /** A module that is passed on as a whole may be asked for any of its names. */
  private void addAll(String module, List<Dependency> found) {
    tree.members(module).forEach((name, target) -> add(target, module, name, found));
  }

  private static void add(Target target, String module, String name, List<Dependency> found) {
    if (target instanceof Target.OfFunction || target instanceof Target.OfVariable) {
      found.add(new Dependency(target, module, name, false));
    }
  }
}

package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Import;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every definition needs of the sources, whether by name, through a module or by an import in
 * its body.
 */
public final class Dependencies {
  private final SourceTree tree;
  private final NameResolver uses;
  private final Map<String, List<Need>> byKey = new HashMap<>();

  /**
   * One thing that a definition needs.
   *
   * @param target a function or a variable
   * @param module the module it is taken from, which may have imported it itself
   * @param name what it is called there
   * @param runs whether it runs while the definition is evaluated
   */
  public record Need(Target target, String module, String name, boolean runs) {}

  public Dependencies(SourceTree tree, NameResolver uses) {
    this.tree = tree;
    this.uses = uses;
  }

  /** What a definition needs, in source order, imports in its body last. */
  public List<Need> of(Definition definition) {
    List<Need> known = byKey.get(definition.key());
    if (known == null) {
      List<Need> found = new ArrayList<>();
      uses.of(definition).forEach(use -> add(definition, use, found));
      definition.imports().forEach(statement -> add(definition.file(), statement, found));
      known = List.copyOf(found);
      byKey.put(definition.key(), known);
    }
    return known;
  }

  private void add(Definition definition, ResolvedUse use, List<Need> found) {
    if (use.target() instanceof Target.OfModule module) {
      NameResolver.Reach reach = uses.reach(module, use.reference().attributes());
      if (reach instanceof NameResolver.Reach.OfFunction of) {
        found.add(new Need(of.target(), of.module(), of.name(), use.runs()));
      } else if (reach instanceof NameResolver.Reach.OfVariable of) {
        found.add(new Need(of.target(), of.module(), of.name(), use.runs()));
      } else if (reach instanceof NameResolver.Reach.Whole whole) {
        addAll(whole.module(), found);
        for (ModuleScope.Entry entry : tree.scope(definition.file()).all(use.reference().name())) {
          if (entry instanceof ModuleScope.Entry.OfModule of
              && of.statement().module().startsWith(whole.module() + ".")) {
            addAll(of.statement().module(), found);
          }
        }
      }
    } else if (use.target() instanceof Target.OfFunction function) {
      found.add(new Need(function, function.file().name(), function.function().name(), use.runs()));
    } else if (use.target() instanceof Target.OfVariable variable) {
      found.add(new Need(variable, variable.file().name(), variable.name(), use.runs()));
    } else {
      addLater(definition.file(), use, found);
    }
  }

  /** A name may be an import's or Python's own here and a variable's further below. */
  private void addLater(SourceFile file, ResolvedUse use, List<Need> found) {
    Target.OfVariable variable = new Target.OfVariable(file, use.reference().name());
    if (!tree.definitions(variable).isEmpty()) {
      found.add(new Need(variable, file.name(), variable.name(), use.runs()));
    }
  }

  private void add(SourceFile file, Import statement, List<Need> found) {
    if (statement instanceof Import.OfModule of) {
      if (tree.imported(of) instanceof Target.OfModule) {
        for (String module = of.module(); !module.isEmpty(); module = DottedNames.parent(module)) {
          addAll(module, found);
        }
      }
    } else if (statement instanceof Import.FromModule from) {
      String base = tree.base(file, from).orElse("");
      for (Import.Name name : from.names()) {
        Target target = tree.imported(file, from, name);
        if (target instanceof Target.OfModule module) {
          addAll(module.module(), found);
        } else {
          add(target, base, name.name(), found);
        }
      }
    }
  }

  /** Of a module that is handed on as a whole anything may be asked. */
  private void addAll(String module, List<Need> found) {
    tree.file(module)
        .ifPresent(
            file ->
                tree.scope(file)
                    .names()
                    .forEach(
                        name ->
                            tree.member(module, name)
                                .ifPresent(target -> add(target, module, name, found))));
  }

  private static void add(Target target, String module, String name, List<Need> found) {
    if (target instanceof Target.OfFunction || target instanceof Target.OfVariable) {
      found.add(new Need(target, module, name, false));
    }
  }
}

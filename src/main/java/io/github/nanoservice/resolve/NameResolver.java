package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.ImportAlternatives;
import io.github.nanoservice.python.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves the names and imports of each definition once, however many services contain it. */
public final class NameResolver {
  private static final AttributeResolution OUTSIDE = new AttributeResolution.Outside();

  private final SourceTree tree;
  private final Map<String, List<ResolvedUse>> usesByKey = new HashMap<>();
  private final Map<String, List<ResolvedImport>> importsByKey = new HashMap<>();

  public NameResolver(SourceTree tree) {
    this.tree = tree;
  }

  /** The names that a definition uses, in source order. */
  public List<ResolvedUse> uses(Definition definition) {
    String key = definition.key();
    List<ResolvedUse> known = usesByKey.get(key);
    if (known == null) {
      DefinitionTime time = DefinitionTime.of(definition);
      known =
          definition.references().stream()
              .map(reference -> resolve(definition, time, reference))
              .toList();
      usesByKey.put(key, known);
    }
    return known;
  }

  private ResolvedUse resolve(Definition definition, DefinitionTime time, Reference reference) {
    SourceFile file = definition.file();
    String name = reference.name();
    Optional<ModuleScope.Entry> entry = tree.entry(definition, reference);
    Target target =
        entry
            .map(binding -> tree.target(file, name, binding))
            .orElseGet(
                () ->
                    tree.rebound(file.path()).contains(name)
                        ? new Target.OfState(file, name)
                        : new Target.Unbound());
    return new ResolvedUse(
        reference, entry, target, end(file, reference, target), time.runs(reference, target));
  }

  private AttributeResolution end(SourceFile file, Reference reference, Target target) {
    List<String> attributes = reference.attributes();
    if (target instanceof Target.OfModule of) {
      return follow(file, reference, of.module());
    }
    if (target instanceof Target.OfFunction of) {
      return new AttributeResolution.OfFunction(
          of.file().name(), of.function().name(), of, attributes);
    }
    return target instanceof Target.OfVariable of
        ? new AttributeResolution.OfVariable(of.file().name(), of.name(), of, attributes)
        : OUTSIDE;
  }

  private AttributeResolution follow(SourceFile file, Reference reference, String start) {
    List<String> attributes = reference.attributes();
    String module = start;
    for (int i = 0; i < attributes.size(); i++) {
      String name = attributes.get(i);
      List<String> rest = attributes.subList(i + 1, attributes.size());
      Target target = tree.member(module, name).orElseGet(Target.Unbound::new);
      if (target instanceof Target.OfFunction of) {
        return new AttributeResolution.OfFunction(module, name, of, rest);
      }
      if (target instanceof Target.OfVariable of) {
        return new AttributeResolution.OfVariable(module, name, of, rest);
      }
      String submodule = DottedNames.join(module, name);
      if (!target.equals(new Target.OfModule(submodule))) {
        return target.isLibrary() || target instanceof Target.OfModule
            ? new AttributeResolution.Imported(module, name, target)
            : new AttributeResolution.Unknown(module);
      }
      module = submodule;
    }
    return new AttributeResolution.OfModule(
        module, tree.scope(file).submodules(reference.name(), module));
  }

  /** What the import statements inside a definition bring, in source order. */
  public List<ResolvedImport> imports(Definition definition) {
    if (definition.imports().isEmpty()) {
      return List.of();
    }
    return importsByKey.computeIfAbsent(
        definition.key(),
        key -> {
          Set<Import> alternatives = ImportAlternatives.all(definition.imports());
          List<ResolvedImport> found = new ArrayList<>();
          for (Import each : definition.imports()) {
            resolve(definition.file(), each, alternatives.contains(each), found);
          }
          return List.copyOf(found);
        });
  }

  private void resolve(
      SourceFile file, Import statement, boolean alternative, List<ResolvedImport> found) {
    if (statement instanceof Import.OfModule of) {
      Target target = tree.imported(of);
      if (target instanceof Target.OfModule) {
        found.add(new ResolvedImport.OfModules(DottedNames.withParents(of.module())));
      } else if (target instanceof Target.OfLibrary) {
        found.add(new ResolvedImport.OfLibrary(of.module(), alternative));
      }
    } else if (statement instanceof Import.FromModule from) {
      String module = tree.base(file, from).orElse("");
      for (Import.Name name : from.names()) {
        Target target = tree.imported(file, from, name);
        found.add(
            target instanceof Target.OfLibraryName of
                ? new ResolvedImport.OfLibrary(
                    DottedNames.join(of.module(), of.name()), alternative)
                : new ResolvedImport.OfName(module, name.name(), from.level() > 0, target));
      }
    }
  }
}

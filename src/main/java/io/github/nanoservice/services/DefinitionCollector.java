package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the functions that a service serves, the constants and classes that these need in turn,
 * and the functions that run while any of it is evaluated. What runs then is collected with all it
 * calls, since a service cannot wait for another one before it listens itself.
 */
final class DefinitionCollector {
  private final Program program;
  private final Map<String, SourceFile> files = new TreeMap<>();
  private final Map<String, List<Definition>> definitions = new HashMap<>();
  private final Map<String, List<OutputModule.ReExport>> reExports = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> running = new HashSet<>();
  private final Deque<Step> pending = new ArrayDeque<>();

  /**
   * A definition to collect.
   *
   * @param runs whether it also runs, or has instances, before the service listens
   */
  private record Step(Definition definition, boolean runs) {}

  private DefinitionCollector(Program program) {
    this.program = program;
  }

  /** What the service takes of each module, sorted by the modules' names. */
  static List<OutputModule> collect(
      Collection<? extends Definition> served,
      Collection<Definition.OfStatement> reachable,
      Program program) {
    DefinitionCollector collector = new DefinitionCollector(program);
    served.forEach(each -> collector.add(each, false));
    reachable.forEach(each -> collector.add(each, false));
    while (!collector.pending.isEmpty()) {
      collector.take(collector.pending.pop());
    }
    return collector.files.values().stream().map(collector::module).toList();
  }

  private void add(Definition definition, boolean runs) {
    pending.add(new Step(definition, runs));
  }

  private void take(Step step) {
    Definition definition = step.definition();
    boolean isNew = keys.add(definition.key());
    if (isNew) {
      SourceFile file = definition.file();
      listOf(file, definitions).add(definition);
      program.tree().effects(file).forEach(effect -> add(effect, true));
    }
    boolean runsNow = step.runs() && running.add(definition.key());
    if (isNew || runsNow) {
      program.dependencies().of(definition).forEach(each -> take(each, step.runs() || each.runs()));
    }
  }

  private void take(Dependencies.Dependency dependency, boolean runs) {
    if (dependency.target() instanceof Target.OfVariable variable) {
      program.tree().definitions(variable).forEach(each -> add(each, runs));
      if (!dependency.module().equals(variable.file().name())) {
        program
            .tree()
            .file(dependency.module())
            .ifPresent(
                file ->
                    listOf(file, reExports)
                        .add(new OutputModule.ReExport(file, dependency.name())));
      }
    } else if (dependency.target() instanceof Target.OfFunction function) {
      Endpoint endpoint = program.endpoints().of(function);
      if (runs || program.endpoints().isLocal(endpoint)) {
        add(endpoint.definition(), runs);
      }
    }
  }

  private <T> List<T> listOf(SourceFile file, Map<String, List<T>> lists) {
    files.putIfAbsent(file.name(), file);
    return lists.computeIfAbsent(file.name(), key -> new ArrayList<>());
  }

  private OutputModule module(SourceFile file) {
    return new OutputModule(
        Optional.of(file),
        definitions.getOrDefault(file.name(), List.of()),
        reExports.getOrDefault(file.name(), List.of()));
  }
}

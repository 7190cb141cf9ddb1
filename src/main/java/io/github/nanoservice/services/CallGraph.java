package io.github.nanoservice.services;

import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the functions of one service have to do with others. */
final class CallGraph {
  private final SourceTree tree;
  private final EndpointIndex roster;
  private final NameResolver uses;
  private final Dependencies needs;
  private final Definitions definitions;

  CallGraph(
      SourceTree tree,
      EndpointIndex roster,
      NameResolver uses,
      Dependencies needs,
      Definitions definitions) {
    this.tree = tree;
    this.roster = roster;
    this.uses = uses;
    this.needs = needs;
    this.definitions = definitions;
  }

  /** By caller in the order given, then by the callee's name; none of a function to itself. */
  List<CallEdge> of(List<Endpoint> callers) {
    List<CallEdge> calls = new ArrayList<>();
    callers.forEach(caller -> calls.addAll(of(caller)));
    return List.copyOf(calls);
  }

  private List<CallEdge> of(Endpoint caller) {
    Found found = new Found(caller);
    Set<String> seen = new HashSet<>();
    Deque<Definition> pending = new ArrayDeque<>();
    pending.add(caller.definition());
    while (!pending.isEmpty()) {
      Definition definition = pending.pop();
      if (seen.add(definition.key())) {
        add(definition, found);
        // What its classes and constants call it calls through them.
        needs.of(definition).stream()
            .map(Dependencies.Need::target)
            .filter(Target.OfVariable.class::isInstance)
            .map(Target.OfVariable.class::cast)
            .forEach(variable -> pending.addAll(tree.definitions(variable)));
      }
    }
    return List.copyOf(found.byName.values());
  }

  private void add(Definition definition, Found found) {
    for (ResolvedUse use : uses.of(definition)) {
      // An annotation that nobody evaluates is no use, nor is a rebinding.
      if (use.reference().moment() == Reference.Moment.ANNOTATION
          || use.reference().use() == Reference.Use.REBIND) {
        continue;
      }
      CallEdge.Kind kind =
          use.reference().use() == Reference.Use.CALL || use.runs()
              ? CallEdge.Kind.CALL
              : CallEdge.Kind.VALUE;
      if (use.target() instanceof Target.OfFunction function) {
        found.add(function, kind);
      } else if (use.target() instanceof Target.OfModule module) {
        NameResolver.Reach reach = uses.reach(module, use.reference().attributes());
        if (reach instanceof NameResolver.Reach.OfFunction function) {
          found.add(function.target(), kind);
        } else if (reach instanceof NameResolver.Reach.Whole whole) {
          found.addAll(whole.module());
        }
      }
    }
    definition.imports().forEach(each -> inBody(definition.file(), found, each));
  }

  private void inBody(SourceFile file, Found found, Import statement) {
    if (statement instanceof Import.OfModule of) {
      if (tree.imported(of) instanceof Target.OfModule) {
        found.addAll(of.module());
      }
    } else if (statement instanceof Import.FromModule from) {
      for (Import.Name name : from.names()) {
        Target target = tree.imported(file, from, name);
        if (target instanceof Target.OfFunction function) {
          found.add(function, CallEdge.Kind.CALL);
        } else if (target instanceof Target.OfModule module) {
          found.addAll(module.module());
        }
      }
    }
  }

  private final class Found {
    private final Endpoint caller;
    private final TreeMap<String, CallEdge> byName = new TreeMap<>();

    Found(Endpoint caller) {
      this.caller = caller;
    }

    void add(Target.OfFunction target, CallEdge.Kind kind) {
      Endpoint callee = roster.of(target);
      if (callee.key().equals(caller.key()) || roster.isLocal(callee)) {
        return;
      }
      CallEdge call = new CallEdge(caller, callee, kind, !definitions.have(callee));
      byName.merge(
          callee.name(), call, (one, other) -> one.kind().compareTo(kind) <= 0 ? one : other);
    }

    void addAll(String module) {
      Optional<SourceFile> file = tree.file(module);
      file.ifPresent(
          found ->
              tree.scope(found).names().stream()
                  .flatMap(name -> tree.member(module, name).stream())
                  .filter(Target.OfFunction.class::isInstance)
                  .map(Target.OfFunction.class::cast)
                  .forEach(function -> add(function, CallEdge.Kind.MODULE)));
    }
  }
}

package io.github.nanoservice.services;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Dependencies;
import io.github.nanoservice.resolve.ResolvedImport;
import io.github.nanoservice.resolve.ResolvedUse;
import io.github.nanoservice.resolve.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds which functions the functions of one service use. */
final class CallGraph {
  private final Program program;
  private final Predicate<Endpoint> isLocal;

  /**
   * Takes what the service has.
   *
   * @param isLocal whether a function runs in the service itself
   */
  CallGraph(Program program, Predicate<Endpoint> isLocal) {
    this.program = program;
    this.isLocal = isLocal;
  }

  /** The edges by caller, in the given order, and by callee; a function has none to itself. */
  List<CallEdge> edges(List<Endpoint> callers) {
    return callers.stream().flatMap(caller -> edges(caller).values().stream()).toList();
  }

  private Map<String, CallEdge> edges(Endpoint caller) {
    Edges edges = new Edges(caller);
    Set<String> seen = new HashSet<>();
    Deque<Definition> pending = new ArrayDeque<>(List.of(caller.definition()));
    while (!pending.isEmpty()) {
      Definition definition = pending.pop();
      if (seen.add(definition.key())) {
        program.resolver().uses(definition).forEach(edges::add);
        program.resolver().imports(definition).forEach(edges::add);
        // It uses what its classes and constants use.
        program.dependencies().of(definition).stream()
            .map(Dependencies.Dependency::target)
            .filter(Target.OfVariable.class::isInstance)
            .map(Target.OfVariable.class::cast)
            .forEach(variable -> pending.addAll(program.tree().definitions(variable)));
      }
    }
    return edges.byCallee;
  }

  private final class Edges {
    private final Endpoint caller;
    private final Map<String, CallEdge> byCallee = new TreeMap<>();

    Edges(Endpoint caller) {
      this.caller = caller;
    }

    void add(ResolvedUse use) {
      Reference reference = use.reference();
      // An annotation that is not evaluated uses nothing, nor does a rebinding.
      if (reference.moment() == Reference.Moment.ANNOTATION
          || reference.use() == Reference.Use.REBIND) {
        return;
      }
      if (use.end() instanceof AttributeResolution.OfFunction of) {
        boolean calls = reference.use() == Reference.Use.CALL || use.runs();
        add(of.target(), calls ? CallEdge.Kind.CALL : CallEdge.Kind.VALUE);
      } else if (use.end() instanceof AttributeResolution.OfModule of) {
        addAll(of.module());
        of.submodules().forEach(this::addAll);
      }
    }

    void add(ResolvedImport statement) {
      if (statement instanceof ResolvedImport.OfModules of) {
        of.modules().forEach(this::addAll);
      } else if (statement instanceof ResolvedImport.OfName of) {
        if (of.target() instanceof Target.OfFunction function) {
          add(function, CallEdge.Kind.CALL);
        } else if (of.target() instanceof Target.OfModule module) {
          addAll(module.module());
        }
      }
    }

    private void addAll(String module) {
      program
          .tree()
          .functions(module)
          .values()
          .forEach(function -> add(function, CallEdge.Kind.MODULE));
    }

    private void add(Target.OfFunction target, CallEdge.Kind kind) {
      Endpoint callee = program.endpoints().of(target);
      if (callee.key().equals(caller.key()) || program.endpoints().isLocal(callee)) {
        return;
      }
      CallEdge edge = new CallEdge(caller, callee, kind, !isLocal.test(callee));
      byCallee.merge(
          callee.name(), edge, (one, other) -> one.kind().compareTo(kind) <= 0 ? one : other);
    }
  }
}

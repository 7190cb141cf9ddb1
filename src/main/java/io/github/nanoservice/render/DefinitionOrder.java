package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.Definition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Orders the definitions of one file of a service. They keep the order of their source, except that
 * a definition which runs while another one is evaluated, such as a decorator or a function called
 * in a default, comes before that one, together with everything it needs. Definitions that all come
 * from one source file are in that order already.
 */
final class DefinitionOrder {
  private final Map<String, List<Definition>> byName = new HashMap<>();
  private final Map<String, Definition> statementBefore = new HashMap<>();
  private final List<Definition> ordered = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();

  private DefinitionOrder() {}

  /**
   * Returns the definitions in the order in which they can run.
   *
   * @param definitions sorted by path and position
   */
  static List<Definition> of(List<Definition> definitions) {
    DefinitionOrder order = new DefinitionOrder();
    order.index(definitions);
    definitions.forEach(order::define);
    return List.copyOf(order.ordered);
  }

  private void index(List<Definition> definitions) {
    Map<String, Definition> last = new HashMap<>();
    for (Definition definition : definitions) {
      String path = definition.file().path();
      if (last.containsKey(path)) {
        statementBefore.put(definition.key(), last.get(path));
      }
      for (String name : names(definition)) {
        byName.computeIfAbsent(name, key -> new ArrayList<>(1)).add(definition);
      }
      if (definition instanceof Definition.OfStatement) {
        last.put(path, definition);
      }
    }
  }

  private static Set<String> names(Definition definition) {
    return definition instanceof Definition.OfStatement of
        ? of.statement().binds()
        : Set.of(((Definition.OfFunction) definition).function().name());
  }

  /** Adds a definition after everything that it runs. Not recursive: chains may be long. */
  private void define(Definition first) {
    Deque<Step> open = new ArrayDeque<>();
    begin(first, false, open);
    while (!open.isEmpty()) {
      Step step = open.peek();
      if (step.needed.hasNext()) {
        begin(step.needed.next(), true, open);
      } else {
        ordered.add(open.pop().definition);
      }
    }
  }

  /** A definition to add, and the definitions that have to come before it. */
  private record Step(Definition definition, Iterator<Definition> needed) {}

  /**
   * Puts a definition on the stack unless it was there before.
   *
   * @param runs whether its body may run before the module is complete
   */
  private void begin(Definition definition, boolean runs, Deque<Step> open) {
    if (begun.add(definition.key())) {
      open.push(new Step(definition, needed(definition, runs).iterator()));
    }
  }

  private Stream<Definition> needed(Definition definition, boolean runs) {
    // Several statements may assign one name; their order decides on its value.
    Stream<Definition> before =
        definition instanceof Definition.OfStatement
            ? Stream.ofNullable(statementBefore.get(definition.key()))
            : Stream.empty();
    Stream<Definition> referred =
        definition.references().stream()
            .filter(reference -> runs || reference.moment() == Reference.Moment.DEFINITION)
            .flatMap(reference -> byName.getOrDefault(reference.name(), List.of()).stream())
            .filter(each -> !isLaterStatement(each, definition));
    return Stream.concat(before, referred);
  }

  private static boolean isLaterStatement(Definition each, Definition definition) {
    return each instanceof Definition.OfStatement
        && each.file().path().equals(definition.file().path())
        && each.span().start() > definition.span().start();
  }
}

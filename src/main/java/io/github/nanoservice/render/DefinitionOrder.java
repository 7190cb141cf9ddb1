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
 * The order of definitions in one file of a service: that of their source, but what runs while
 * another one is evaluated, a decorator or what a default calls, stands before that, together with
 * everything it needs itself. Where all come from one file of the user's, that is its order.
 */
final class DefinitionOrder {
  private final Map<String, List<Definition>> byName = new HashMap<>();
  private final Map<String, Definition> statementBefore = new HashMap<>();
  private final List<Definition> ordered = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();

  private DefinitionOrder(List<Definition> definitions) {
    Map<String, Definition> last = new HashMap<>();
    for (Definition definition : definitions) {
      String path = definition.file().path();
      if (last.containsKey(path)) {
        statementBefore.put(definition.key(), last.get(path));
      }
      names(definition).forEach(name -> named(name).add(definition));
      if (definition instanceof Definition.OfStatement) {
        last.put(path, definition);
      }
    }
    definitions.forEach(this::define);
  }

  /**
   * @param definitions by path and place
   */
  static List<Definition> of(List<Definition> definitions) {
    return new DefinitionOrder(definitions).ordered;
  }

  private static Set<String> names(Definition definition) {
    return definition instanceof Definition.OfStatement of
        ? of.statement().binds()
        : Set.of(((Definition.OfFunction) definition).function().name());
  }

  private List<Definition> named(String name) {
    return byName.computeIfAbsent(name, key -> new ArrayList<>(1));
  }

  /** Puts a definition in its place behind all that it runs; chains may be long. */
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

  /** A definition being placed, and those that must stand before it. */
  private record Step(Definition definition, Iterator<Definition> needed) {}

  /**
   * @param runs whether the definition also runs before the module is complete
   */
  private void begin(Definition definition, boolean runs, Deque<Step> open) {
    if (begun.add(definition.key())) {
      open.push(new Step(definition, needed(definition, runs).iterator()));
    }
  }

  private Stream<Definition> needed(Definition definition, boolean runs) {
    // One name may have several statements, which make its value only in their order.
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

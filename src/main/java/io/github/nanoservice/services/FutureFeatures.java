package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.SourceTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The {@code __future__} features that definitions are compiled with. */
final class FutureFeatures {
  /** Features that Python 3.8 always has (module __future__). */
  private static final Set<String> MANDATORY =
      Set.of(
          "nested_scopes",
          "generators",
          "division",
          "absolute_import",
          "with_statement",
          "print_function",
          "unicode_literals",
          "generator_stop");

  private FutureFeatures() {}

  /** The features of some definitions, sorted. */
  static List<String> of(List<Definition> definitions, SourceTree tree) {
    Set<String> features = new TreeSet<>();
    definitions.forEach(each -> features.addAll(tree.scope(each.file()).futures()));
    return List.copyOf(features);
  }

  /** Reports definitions that need different features; all code in one file has the same. */
  static Optional<Finding> clash(
      List<Definition> definitions, SourceTree tree, PlannedService service) {
    return definitions.stream()
        .filter(each -> each.file() != definitions.get(0).file())
        .filter(each -> !optional(each, tree).equals(optional(definitions.get(0), tree)))
        .findFirst()
        .map(each -> clash(definitions.get(0), each, tree, service));
  }

  private static Finding clash(
      Definition first, Definition other, SourceTree tree, PlannedService service) {
    return Finding.of(
        Rule.FUTURE_CLASH,
        Locations.of(other),
        "in %s, %s is compiled with %s, but %s (%s) with %s"
            .formatted(
                service.describe(),
                Locations.describe(other),
                describe(optional(other, tree)),
                Locations.describe(first),
                Locations.where(first),
                describe(optional(first, tree))),
        "Write the same \"from __future__ import ...\" in both modules.");
  }

  private static Set<String> optional(Definition definition, SourceTree tree) {
    Set<String> features = new TreeSet<>(tree.scope(definition.file()).futures());
    features.removeAll(MANDATORY);
    return features;
  }

  private static String describe(Set<String> features) {
    return features.isEmpty()
        ? "no future feature"
        : "the future feature " + String.join(", ", features);
  }
}

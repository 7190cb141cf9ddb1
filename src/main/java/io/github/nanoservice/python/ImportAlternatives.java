package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The imports of one {@code try} of which the first that succeeds counts: {@code try: import a},
 * {@code except ImportError: import b}.
 *
 * @param branches the imports of its body, and those of each handler, in source order
 */
public record ImportAlternatives(List<List<Import>> branches) {
  /** Takes a copy. */
  public ImportAlternatives {
    branches = List.copyOf(branches);
  }

  /** Returns the imports of a definition that have alternatives. */
  public static Set<Import> all(Collection<Import> imports) {
    return of(imports).stream()
        .flatMap(alternatives -> alternatives.branches().stream())
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  /** Returns those among the imports of a definition; an import in a body alone has none. */
  public static List<ImportAlternatives> of(Collection<Import> imports) {
    SortedMap<Integer, SortedMap<Integer, List<Import>>> attempts = new TreeMap<>();
    for (Import each : imports) {
      each.branch()
          .ifPresent(
              branch ->
                  attempts
                      .computeIfAbsent(branch.attempt(), key -> new TreeMap<>())
                      .computeIfAbsent(branch.number(), key -> new ArrayList<>())
                      .add(each));
    }
    return attempts.values().stream()
        .filter(branches -> branches.firstKey() == 0 && branches.size() > 1)
        .map(
            branches ->
                new ImportAlternatives(branches.values().stream().map(List::copyOf).toList()))
        .toList();
  }
}

package io.github.nanoservice.python;

import io.github.nanoservice.diagnostic.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The violations in one file. A file of a few bytes for each line can break a rule millions of
 * times, so only the first ones of each rule are kept, and the last of these says how many follow.
 */
final class ViolationList {
  /** Nobody reads more than a thousand messages of one kind about one file. */
  private static final int MOST_OF_A_RULE = 1_000;

  private final List<Violation> kept = new ArrayList<>();
  private final Map<Rule, Integer> counts = new EnumMap<>(Rule.class);

  void add(Violation violation) {
    if (counts.merge(violation.rule(), 1, Integer::sum) <= MOST_OF_A_RULE) {
      kept.add(violation);
    }
  }

  /** Returns the violations in source order. */
  List<Violation> sorted() {
    List<Violation> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparingInt(violation -> violation.span().start()));
    counts.forEach(
        (rule, count) -> {
          if (count > MOST_OF_A_RULE) {
            mention(sorted, rule, count - MOST_OF_A_RULE);
          }
        });
    return sorted;
  }

  private static void mention(List<Violation> sorted, Rule rule, int more) {
    int last = sorted.size() - 1;
    while (sorted.get(last).rule() != rule) {
      last--;
    }
    Violation found = sorted.get(last);
    sorted.set(
        last,
        new Violation(
            rule,
            found.span(),
            "%s; this file breaks the same rule %d more times".formatted(found.message(), more),
            found.advice()));
  }
}

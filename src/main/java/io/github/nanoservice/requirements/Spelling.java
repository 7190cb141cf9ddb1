package io.github.nanoservice.requirements;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the module that a misspelt name may stand for. */
final class Spelling {
  /** Shorter names are near too many others. */
  private static final int LEAST_LENGTH = 4;

  /** Names of at least this length may have two errors. */
  private static final int LONG = 8;

  private Spelling() {}

  /**
   * Returns the nearest of some modules.
   *
   * @param module a dotted name; only as many of its parts count as the other name has
   */
  static Optional<String> nearest(String module, Collection<String> modules) {
    return modules.stream()
        .map(each -> new Candidate(each, distance(begin(module, each), each)))
        .filter(each -> each.distance() <= mostErrors(each.module()))
        .min(Comparator.comparing(Candidate::distance).thenComparing(Candidate::module))
        .map(Candidate::module);
  }

  private record Candidate(String module, int distance) {}

  private static int mostErrors(String name) {
    return name.length() < LEAST_LENGTH ? 0 : name.length() < LONG ? 1 : 2;
  }

  private static String begin(String module, String other) {
    return Arrays.stream(module.split("\\."))
        .limit(other.chars().filter(each -> each == '.').count() + 1)
        .collect(Collectors.joining("."));
  }

  /**
   * The number of letters to insert, to delete or to replace, and of neighbors to exchange,
   * whatever their case is.
   */
  private static int distance(String name, String other) {
    String a = name.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > mostErrors(other)) {
      return Integer.MAX_VALUE;
    }
    int[][] best = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          best[i][j] = i + j;
          continue;
        }
        int replaced = best[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        best[i][j] = Math.min(replaced, Math.min(best[i - 1][j], best[i][j - 1]) + 1);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          best[i][j] = Math.min(best[i][j], best[i - 2][j - 2] + 1);
        }
      }
    }
    return best[a.length()][b.length()];
  }
}

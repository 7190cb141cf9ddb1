package io.github.nanoservice.requirements;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tested releases of some distributions and of everything these need.
 *
 * @param lines one for each distribution
 */
record Constraints(List<Line> lines) {
  Constraints {
    lines = List.copyOf(lines);
  }

  private static final String VIA = "# via ";

  /**
   * A tested release.
   *
   * @param requirement without the comment
   * @param via keys of the distributions that need it
   */
  record Line(Requirement requirement, List<String> via) {
    Line {
      via = List.copyOf(via);
    }

    static Optional<Line> of(String text) {
      int comment = text.indexOf(VIA);
      String names = comment < 0 ? "" : text.substring(comment + VIA.length());
      return Requirement.of((comment < 0 ? text : text.substring(0, comment)).strip())
          .map(requirement -> new Line(requirement, keys(names)));
    }

    private static List<String> keys(String names) {
      return Arrays.stream(names.split(","))
          .map(String::strip)
          .map(Requirement::normalized)
          .toList();
    }
  }

  /** Parses lines as pip-compile writes them: {@code click==8.5.0 # via Flask}. */
  static Constraints of(List<String> lines) {
    return new Constraints(lines.stream().flatMap(line -> Line.of(line).stream()).toList());
  }

  /**
   * The lines that do not restrict a choice of the user: without the chosen distributions and
   * without those that need them, whose tested release may not accept what is chosen.
   *
   * @param chosen keys of distributions
   */
  List<String> without(Set<String> chosen) {
    Set<String> open = new HashSet<>(chosen);
    for (int before = -1; before < open.size(); ) {
      before = open.size();
      lines.stream()
          .filter(line -> open.contains(line.requirement().key()))
          .flatMap(line -> line.via().stream())
          .toList()
          .forEach(open::add);
    }
    return lines.stream()
        .map(Line::requirement)
        .filter(requirement -> !open.contains(requirement.key()))
        .map(Requirement::text)
        .toList();
  }
}

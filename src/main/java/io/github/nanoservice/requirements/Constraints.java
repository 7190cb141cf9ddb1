package io.github.nanoservice.requirements;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Releases that were tested together, of some distributions and of all that these need. */
final class Constraints {
  private static final String VIA = "# via ";

  private final List<Line> lines;

  /**
   * A tested release.
   *
   * @param requirement without the comment
   * @param via keys of what needs it
   */
  private record Line(Requirement requirement, List<String> via) {

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

  /** Takes lines as pip-compile writes them: {@code click==8.5.0 # via Flask}. */
  Constraints(List<String> lines) {
    this.lines = lines.stream().flatMap(line -> Line.of(line).stream()).toList();
  }

  /**
   * Those that leave a choice of the user's alone: none of what is chosen, and none of what needs
   * it, for the release that was tested may refuse what is chosen.
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

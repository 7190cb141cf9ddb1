package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** From imported modules to the lines of a {@code requirements.txt}. */
final class Requirements {
  private final StandardLibrary standardLibrary;
  private final Distributions distributions;
  private final RequirementsFile user;

  Requirements(PythonVersion python, Distributions distributions, String userRequirements) {
    this.standardLibrary = new StandardLibrary(python);
    this.distributions = distributions;
    this.user = new RequirementsFile(userRequirements);
  }

  /** Whether a module is known to be one of a library. */
  boolean knows(String module) {
    return standardLibrary.holds(module) || distributions.knows(module);
  }

  /**
   * What to install for some modules.
   *
   * @param modules dotted names; for {@code from google.cloud import storage} it is {@code
   *     google.cloud.storage}
   * @return the lines, sorted: the user's own where there is one, and the user's options
   */
  List<String> lines(Collection<String> modules) {
    TreeSet<String> lines = new TreeSet<>(user.options());
    for (String module : modules) {
      if (!standardLibrary.holds(module)) {
        lines.addAll(user.pinned(distributions.of(module)));
      }
    }
    return List.copyOf(lines);
  }

  /** What of the user's file does not reach a service. */
  List<Finding> findings() {
    return user.notFollowed().stream().map(Requirements::notFollowed).toList();
  }

  private static Finding notFollowed(String line) {
    return Finding.of(
        Rule.REQUIREMENT_NOT_FOLLOWED,
        new Place.InFile("requirements.txt"),
        "\"" + line + "\" leads to another file and is left out of the services",
        "Write the pins of that file into requirements.txt.");
  }
}

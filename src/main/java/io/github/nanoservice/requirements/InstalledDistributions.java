package io.github.nanoservice.requirements;

import java.util.Map;
import java.util.SortedSet;

/** The distributions that somebody has installed. They advise; nothing is generated from them. */
@FunctionalInterface
public interface InstalledDistributions {

  /** Nobody is asked. */
  static InstalledDistributions unknown() {
    return modules -> Map.of();
  }

  /**
   * Returns the installed releases that provide modules.
   *
   * @param modules names of modules
   * @return a release for each module that exactly one installed distribution is known to provide
   */
  Map<String, Release> providing(SortedSet<String> modules);

  /**
   * An installed release.
   *
   * @param distribution its name
   * @param version its version
   * @param place where it is installed, as messages show it
   */
  record Release(String distribution, String version, String place) {

    /** What to do so that services get it. */
    public String advice(String module) {
      boolean isNamedSo =
          Requirement.normalized(distribution).equals(Requirement.normalized(module));
      String line = distribution + "==" + version;
      String found = "%s has it as distribution %s %s: ".formatted(place, distribution, version);
      return found
          + (isNamedSo
              ? "list %s in requirements.txt. ".formatted(line)
              : "list %s in requirements.txt, and %s for \"%s\" in <requirementNames>. "
                  .formatted(line, distribution, module));
    }
  }
}

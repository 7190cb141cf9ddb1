package io.github.nanoservice.requirements;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The lines of a service's requirements in the files that pip installs one after the other. As soon
 * as one line of an installation has a hash, pip requires a hash of each distribution.
 *
 * @param hashed the lines with a hash; none if no line has one
 * @param others all other lines, and the releases of {@code hashed}, which so stay as they are
 */
public record RequirementFiles(List<String> hashed, List<String> others) {
  /** Takes copies. */
  public RequirementFiles {
    hashed = List.copyOf(hashed);
    others = List.copyOf(others);
  }

  /**
   * Divides lines.
   *
   * @param lines options of pip, and requirements
   */
  public static RequirementFiles of(List<String> lines) {
    if (lines.stream().noneMatch(RequirementFiles::isHashed)) {
      return new RequirementFiles(List.of(), lines);
    }
    Predicate<String> isOption = line -> Requirement.of(line).isEmpty();
    return new RequirementFiles(
        lines.stream().filter(isOption.or(RequirementFiles::isHashed)).toList(),
        lines.stream().map(RequirementFiles::withoutHashes).distinct().toList());
  }

  private static boolean isHashed(String line) {
    return Requirement.of(line).filter(Requirement::isHashed).isPresent();
  }

  private static String withoutHashes(String line) {
    return Requirement.of(line).map(each -> each.withoutHashes().text()).orElse(line);
  }

  /** The distributions that pip installs without a check of their hash although it has others. */
  static Stream<Requirement> unchecked(List<String> lines) {
    List<Requirement> all = lines.stream().map(Requirement::of).flatMap(Optional::stream).toList();
    List<String> hashed = all.stream().filter(Requirement::isHashed).map(Requirement::key).toList();
    return hashed.isEmpty()
        ? Stream.of()
        : all.stream().filter(requirement -> !hashed.contains(requirement.key()));
  }
}

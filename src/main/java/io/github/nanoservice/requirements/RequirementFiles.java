package io.github.nanoservice.requirements;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a service's requirements in the files that pip installs one after the other. As soon
 * as one line of an installation has a hash, pip requires a hash of each distribution.
 *
 * @param tested the options, and the tested releases that have hashes; none if no release has one
 * @param hashed the lines with a hash; none if no line has one
 * @param others all other lines, and the releases of {@code hashed}, which so stay as they are
 */
public record RequirementFiles(List<String> tested, List<String> hashed, List<String> others) {
  /** Takes copies. */
  public RequirementFiles {
    tested = List.copyOf(tested);
    hashed = List.copyOf(hashed);
    others = List.copyOf(others);
  }

  /**
   * Divides lines.
   *
   * @param lines options of pip, and requirements
   * @param releases tested releases of the runtime's distributions. They include what each of them
   *     needs, so that pip can install those with hashes alone
   */
  public static RequirementFiles of(List<String> lines, List<String> releases) {
    Predicate<String> isOption = line -> Requirement.of(line).isEmpty();
    List<String> tested = releases.stream().filter(RequirementFiles::isHashed).toList();
    if (!tested.isEmpty()) {
      tested = Stream.concat(lines.stream().filter(isOption), tested.stream()).toList();
    }
    if (lines.stream().noneMatch(RequirementFiles::isHashed)) {
      return new RequirementFiles(tested, List.of(), lines);
    }
    return new RequirementFiles(
        tested,
        lines.stream().filter(isOption.or(RequirementFiles::isHashed)).toList(),
        lines.stream().map(RequirementFiles::withoutHashes).distinct().toList());
  }

  /**
   * Whether pip has anything to install after the tested releases.
   *
   * @param runtime what every service needs: of a distribution that only something else needs, the
   *     tested releases may be for some versions of Python only
   */
  public boolean hasMore(List<String> runtime) {
    Set<String> installed = keys(tested);
    installed.retainAll(keys(runtime));
    return !installed.containsAll(keys(others));
  }

  private static Set<String> keys(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Requirement.of(line).stream())
        .map(Requirement::key)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean isHashed(String line) {
    return Requirement.of(line).filter(Requirement::isHashed).isPresent();
  }

  /** Returns a line without its hashes. */
  public static String withoutHashes(String line) {
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

package io.github.nanoservice.build;

import io.github.nanoservice.archive.SourceArchive;
import io.github.nanoservice.archive.UnusableArchiveException;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.requirements.UserRequirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds the sources and data of other projects to those of this one. */
final class DependencyScan {
  private final SourceRequest request;
  private final List<SourceScan.Unit> files = new ArrayList<>();
  private final List<PackageData> data = new ArrayList<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private UserRequirements requirements = UserRequirements.none();
  private final Map<String, String> origins = new LinkedHashMap<>();

  /** The project that has a path. */
  private final Map<String, String> owners = new HashMap<>();

  private DependencyScan(SourceRequest request) {
    this.request = request;
  }

  /**
   * Reads the dependencies of a request.
   *
   * @param own what is in the source directory
   * @throws IOException if an archive cannot be read or unpacked
   */
  static SourceScan complete(SourceRequest request, SourceScan own) throws IOException {
    if (request.dependencies().isEmpty()) {
      return own;
    }
    DependencyScan scan = new DependencyScan(request);
    scan.add(own, "the sources");
    scan.requirements = own.requirements();
    scan.findings.addAll(own.findings());
    for (SourceDependency dependency : request.dependencies()) {
      scan.add(dependency);
    }
    scan.files.sort(Comparator.comparing(SourceScan.Unit::path));
    scan.data.sort(Comparator.comparing(PackageData::path));
    return new SourceScan(
        scan.files, scan.data, scan.unread, scan.findings, scan.requirements, scan.origins);
  }

  private void add(SourceDependency dependency) throws IOException {
    boolean isArchive = !Files.isDirectory(dependency.location());
    Path directory;
    try {
      directory =
          isArchive
              ? new SourceArchive(dependency.location())
                  .unpack(
                      dependency.unpackDirectory(),
                      dependency.name().replaceAll("[^A-Za-z0-9._-]", "_"))
              : dependency.location();
    } catch (UnusableArchiveException e) {
      refuse(
          "the dependency %s (%s) %s"
              .formatted(dependency.name(), dependency.location(), e.getMessage()),
          "Build it again with the goal package-sources, or remove it from <dependencies>.");
      return;
    }
    SourceScan scan =
        SourceScan.of(
            directory,
            request.excluded(),
            dependency.data(),
            isArchive
                ? DeclarationSearch.confined(directory)
                : dependency.declarations().orElseGet(() -> DeclarationSearch.only(directory)),
            request.format());
    add(scan, dependency.name()).forEach(path -> origins.put(path, shown(directory, path)));
    requirements = requirements.and(scan.requirements().located(path -> shown(directory, path)));
    scan.findings().stream()
        .map(finding -> finding.at(finding.location().in(path -> shown(directory, path))))
        .forEach(findings::add);
  }

  /** Adds what a project has and no other has; returns the paths of its modules. */
  private List<String> add(SourceScan scan, String project) {
    List<SourceScan.Unit> units =
        scan.files().stream().filter(unit -> claims(project, unit.path())).toList();
    files.addAll(units);
    scan.data().stream().filter(file -> claims(project, file.path())).forEach(data::add);
    unread.addAll(scan.unread());
    return units.stream().map(SourceScan.Unit::path).toList();
  }

  private boolean claims(String project, String path) {
    String other = owners.putIfAbsent(path, project);
    // An __init__.py without code is a module and data at once.
    if (other == null || other.equals(project)) {
      return true;
    }
    refuse(
        "the dependency %s has the file %s, which is also in %s".formatted(project, path, other),
        "Rename one of them, or leave one of them out; for data, that is what %s is for."
            .formatted(Parameters.reference("dataExcludes")));
    return false;
  }

  private void refuse(String message, String advice) {
    findings.add(
        Finding.of(
            Rule.UNUSABLE_ARCHIVE, new Location.InParameter("dependencies"), message, advice));
  }

  /** Returns the path of a file as locations have it: it starts at the source directory. */
  private String shown(Path directory, String path) {
    Path file = directory.resolve(path).normalize();
    return (file.getRoot().equals(request.directory().getRoot())
            ? request.directory().relativize(file)
            : file)
        .toString()
        .replace('\\', '/');
  }
}

package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.manifest.ServiceEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of services from which pip installs.
 *
 * @param hashed those that pip installs first, each line with the hashes of its distribution
 * @param others those that pip installs after these
 * @param limits releases to choose of what these need in turn
 */
record RequirementPaths(List<Path> hashed, List<Path> others, Optional<Path> limits) {
  RequirementPaths {
    hashed = List.copyOf(hashed);
    others = List.copyOf(others);
  }

  /** Returns the files of some services of a bundle. */
  static RequirementPaths of(Path bundle, List<ServiceEntry> services) {
    List<Path> hashed = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (ServiceEntry service : services) {
      Path directory = bundle.resolve(service.directory());
      Path first = directory.resolve(ServiceEntry.REQUIREMENTS);
      Path unhashed = directory.resolve(ServiceEntry.UNHASHED_REQUIREMENTS);
      if (Files.exists(unhashed)) {
        hashed.add(first);
        others.add(unhashed);
      } else {
        others.add(first);
      }
    }
    return new RequirementPaths(
        hashed, others, Optional.of(bundle.resolve(Manifest.LIMITS)).filter(Files::exists));
  }

  /** Returns all that name what to install, in the order in which pip installs them. */
  List<Path> requirements() {
    return Stream.concat(hashed.stream(), others.stream()).toList();
  }
}

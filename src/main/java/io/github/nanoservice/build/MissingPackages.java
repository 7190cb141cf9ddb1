package io.github.nanoservice.build;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.requirements.DistributionNames;
import io.github.nanoservice.requirements.PythonVersion;
import io.github.nanoservice.requirements.StandardLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the module that a service could not import in what Python printed, and says which
 * distribution to add.
 *
 * @param sources the directory of the sources
 * @param requirements the file to which the user adds distributions, as messages show it
 * @param distributions which distribution provides a module
 * @param standardLibrary modules that no distribution provides
 */
public record MissingPackages(
    Path sources,
    String requirements,
    DistributionNames distributions,
    StandardLibrary standardLibrary) {

  /** The message of CPython; the name is a dotted name, whatever the program imports. */
  private static final Pattern MISSING =
      Pattern.compile(
          "ModuleNotFoundError: No module named '([\\p{L}_][\\p{L}\\p{Nd}_]*+(?:\\.[\\p{L}_][\\p{L}\\p{Nd}_]*+)*+)'");

  private static final PythonVersion OLDEST = new PythonVersion(9);

  /**
   * The packages that the services of some sources can lack.
   *
   * @param paths how this build shows paths
   */
  public static MissingPackages of(SourceRequest source, DisplayPaths paths) {
    return new MissingPackages(
        source.directory(),
        paths.show(source.declarations().fileToExtend(source.directory())),
        DistributionNames.withOverrides(source.services().requirementNames()),
        StandardLibrary.of(PythonVersion.parse(source.services().pythonVersion()).orElse(OLDEST)));
  }

  /** Returns the text, and after it what to add if a package is missing. */
  public String explain(String text) {
    return advice(text).map(advice -> text + System.lineSeparator() + advice).orElse(text);
  }

  /** The last failed import counts: a program may have tried others before. */
  private Optional<String> advice(String text) {
    Optional<String> module = Optional.empty();
    Matcher matcher = MISSING.matcher(text);
    while (matcher.find()) {
      module = Optional.of(matcher.group(1));
    }
    return module
        .filter(name -> !standardLibrary.contains(name) && !isSource(DottedNames.top(name)))
        .map(
            name ->
                "The service has no package with the module %s. Add %s to %s."
                    .formatted(name, distributions.of(name), requirements));
  }

  private boolean isSource(String top) {
    return Files.exists(sources.resolve(top + ".py")) || Files.isDirectory(sources.resolve(top));
  }
}

package io.github.nanoservice.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distributions that a Python has. It reads their metadata, imports none of them, and runs no
 * code of the sources.
 */
public final class PythonDistributions {
  /** PEP 508 §Names, and what PEP 440 has in versions. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?<module>[^\\t]++)\\t(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
              + "\\t(?<version>[A-Za-z0-9.!+_-]++)");

  /** Advice is not worth a longer wait. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Every system accepts arguments of this length. */
  private static final int MOST_CHARACTERS = 16_000;

  private final ProcessRunner runner;
  private final Path projectDirectory;
  private final String python;

  /**
   * Takes whom to ask.
   *
   * @param launcher starts the Python
   * @param projectDirectory relative paths to a Python start here
   * @param python a name on {@code PATH}, or a path
   */
  public PythonDistributions(ProcessLauncher launcher, Path projectDirectory, String python) {
    this.runner = new ProcessRunner(launcher);
    this.projectDirectory = projectDirectory;
    this.python = python;
  }

  /**
   * An installed distribution.
   *
   * @param module the module that it alone provides
   * @param name its name
   * @param version its version
   */
  public record Installed(String module, String name, String version) {}

  /**
   * Asks once for all modules. A Python that is missing, slow or says anything else knows none.
   *
   * @return those that exactly one distribution provides
   */
  public List<Installed> providing(SortedSet<String> modules) {
    // Isolated: neither the working directory nor variables of the build add modules.
    List<String> arguments =
        new ArrayList<>(
            List.of(
                python,
                "-I",
                "-X",
                "utf8",
                "-c",
                ScriptResource.text("installed_distributions.py")));
    int left = MOST_CHARACTERS;
    for (String module : modules) {
      left -= module.length() + 1;
      if (left >= 0) {
        arguments.add(module);
      }
    }
    try {
      ProcessRunner.Result result =
          runner.runLast(
              new Command(arguments, projectDirectory, Environment.ofPython(List.of(), Map.of())),
              LIMIT);
      return result.exitCode() == 0 ? parsed(modules, result.output()) : List.of();
    } catch (IOException e) {
      // The goal reports a missing Python when it needs one.
      return List.of();
    }
  }

  private static List<Installed> parsed(SortedSet<String> modules, List<String> lines) {
    List<Installed> installed = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()
          || !modules.contains(matcher.group("module"))
          || !seen.add(matcher.group("module"))) {
        return List.of();
      }
      installed.add(
          new Installed(matcher.group("module"), matcher.group("name"), matcher.group("version")));
    }
    return List.copyOf(installed);
  }
}

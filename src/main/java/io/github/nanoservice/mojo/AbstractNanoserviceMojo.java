package io.github.nanoservice.mojo;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.topology.TopologyOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals have in common: where the sources are and what services they make. */
abstract class AbstractNanoserviceMojo extends AbstractMojo {

  /**
   * Directory of the Python sources. A project without it is left in peace. Below it every {@code
   * .py} file is a module, but for those in hidden directories and {@code __pycache__}.
   *
   * <p>Example: {@code <sourceDirectory>src</sourceDirectory>}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.sourceDirectory",
      defaultValue = "${project.basedir}/src/main/python",
      required = true)
  private File sourceDirectory;

  /**
   * Functions to serve together, by the name of their service. Calls between them are plain Python
   * calls. Every other function has a service of its own.
   *
   * <p>Example: {@code <groups><prices>discount, tax</prices></groups>}
   *
   * @since 0.1.0
   */
  @Parameter private Map<String, String> groups;

  /**
   * Functions that can be called from outside. Unless set it is {@code main}, where there is such a
   * function.
   *
   * <p>Example: {@code -Dnanoservice.entryPoints=main,report}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.entryPoints")
  private List<String> entryPoints;

  /**
   * How services are called: {@code simple}, after their function, or {@code qualified}, after
   * module and function, as {@code pricing.discount}. Two modules may each have a function of one
   * name only with the latter.
   *
   * <p>Example: {@code <naming>qualified</naming>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.naming", defaultValue = "simple", required = true)
  private String naming;

  /**
   * The Python that services run on in containers. It decides which modules are in the standard
   * library and need not be installed.
   *
   * <p>Example: {@code <pythonVersion>3.11</pythonVersion>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.pythonVersion", defaultValue = "3.13", required = true)
  private String pythonVersion;

  /**
   * What to install for an import, where the list that comes with the plugin does not know it or
   * knows another: import name to distribution name.
   *
   * <p>Example: {@code <distributions><ledger>acme-ledger</ledger></distributions>}
   *
   * @since 0.1.0
   */
  @Parameter private Map<String, String> distributions;

  /**
   * Whether to do nothing.
   *
   * <p>Example: {@code -Dnanoservice.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session.executionRootDirectory}", readonly = true, required = true)
  private File executionRootDirectory;

  /** Whether the goal's own property asks to leave it out. */
  abstract boolean skipsGoal();

  /** Does what the goal is for. */
  abstract void perform() throws MojoFailureException, MojoExecutionException, IOException;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    if (skip || skipsGoal()) {
      getLog().info("Skipped, as nanoservice.skip or the goal's own property asks.");
      return;
    }
    try {
      perform();
    } catch (IOException e) {
      throw new MojoExecutionException(
          "Could not read the sources or write what is made of them: " + e.getMessage(), e);
    }
  }

  final SourceRequest sourceRequest() throws MojoFailureException {
    Map<String, List<String>> members = new LinkedHashMap<>();
    Optional.ofNullable(groups)
        .orElse(Map.of())
        .forEach((service, functions) -> members.put(service, split(functions)));
    return new SourceRequest(
        sourceDirectory.toPath().toAbsolutePath().normalize(),
        members,
        Optional.ofNullable(entryPoints).filter(names -> !names.isEmpty()),
        naming(),
        pythonVersion,
        Map.copyOf(Optional.ofNullable(distributions).orElse(Map.of())));
  }

  private TopologyOptions.Naming naming() throws MojoFailureException {
    return switch (naming) {
      case "simple" -> TopologyOptions.Naming.SIMPLE;
      case "qualified" -> TopologyOptions.Naming.QUALIFIED;
      default ->
          throw new MojoFailureException(
              "Parameter naming (nanoservice.naming) is '%s'. Write 'simple' or 'qualified'."
                  .formatted(naming));
    };
  }

  /** An entry without text, as of an empty element, is null. */
  private static List<String> split(String names) {
    return Arrays.stream(Optional.ofNullable(names).orElse("").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Shows findings, each line as one of the log, so that each has its level in front. */
  final void report(List<Finding> findings) {
    Printer printer = new Printer(shown(sourceDirectory.toPath()) + "/");
    findings.stream()
        .sorted(Finding.BY_PLACE)
        .forEach(
            finding ->
                printer.print(finding).lines().forEach(line -> log(finding.severity(), line)));
  }

  private void log(Severity severity, String line) {
    switch (severity) {
      case ERROR -> getLog().error(line);
      case WARNING -> getLog().warn(line);
      case INFO -> getLog().info(line);
    }
  }

  /** Shows findings of which some are errors, and says so. */
  final MojoFailureException refusal(List<Finding> findings) {
    report(findings);
    long errors = findings.stream().filter(finding -> finding.severity() == Severity.ERROR).count();
    return new MojoFailureException(
        "%d %s found in %s; nothing was written. Each is shown above with what to write instead."
            .formatted(
                errors, errors == 1 ? "problem" : "problems", shown(sourceDirectory.toPath())));
  }

  /** Nothing to do and nothing to warn of: parent projects have no Python. */
  final void noSources() {
    getLog().debug("There is no source directory " + sourceDirectory + "; nothing to do.");
  }

  /** A path as it leads from where Maven was called, with {@code /}. */
  final String shown(Path path) {
    Path root = executionRootDirectory.toPath().toAbsolutePath().normalize();
    Path absolute = path.toAbsolutePath().normalize();
    Path nearest = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return nearest.toString().replace(File.separatorChar, '/');
  }
}

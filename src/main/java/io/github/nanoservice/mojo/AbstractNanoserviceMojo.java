package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.services.ServiceOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
   * Directory of the bundle. Only what the plugin wrote into it is ever changed or removed. Below
   * the source directory it is no part of the sources, nor is the build directory.
   *
   * <p>Example: {@code <outputDirectory>${project.build.directory}/services</outputDirectory>}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.outputDirectory",
      defaultValue = "${project.build.directory}/nanoservices",
      required = true)
  private File outputDirectory;

  /**
   * What the sources may hold: {@code strict}, functions and plain imports and nothing else, or
   * {@code extended}, also import aliases, constants, classes and other statements that each
   * service can carry along with the functions that need them.
   *
   * <p>Example: {@code -Dnanoservice.format=extended}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.format", defaultValue = "strict", required = true)
  private String format;

  /**
   * Functions whose calls the extended format accepts at the top level of a module, by the names
   * they are called by there. Every service runs those of the modules it takes something from, as
   * it starts.
   *
   * <p>Example: {@code <allowedCalls>warnings.filterwarnings, locale.setlocale</allowedCalls>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.allowedCalls")
  private List<String> allowedCalls;

  /**
   * Which functions are served together: {@code function}, each by itself, {@code module}, those of
   * a module in one service that is called after it, or {@code all}, in one service called {@code
   * all}. Calls inside a service are plain Python calls. Functions that {@code groups} or {@code
   * alone} names are left to these.
   *
   * <p>Example: {@code -Dnanoservice.grouping=module}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.grouping", defaultValue = "function", required = true)
  private String grouping;

  /**
   * Functions that have a service of their own, whatever {@code grouping} does with all others.
   *
   * <p>Example: {@code <grouping>all</grouping> <alone>resize, train</alone>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.alone")
  private List<String> alone;

  /**
   * Functions to serve together, by the name of their service, whatever {@code grouping} does with
   * all others. Calls between them are plain Python calls.
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
   * What a call does that Python would not bind to the parameters of the function it calls: {@code
   * error}, it fails the build, {@code warn} or {@code off}.
   *
   * <p>Example: {@code -Dnanoservice.contracts=warn}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.contracts", defaultValue = "error", required = true)
  private String contracts;

  /**
   * Whether to do nothing.
   *
   * <p>Example: {@code -Dnanoservice.skip}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
  private File buildDirectory;

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
    Path source = absolute(sourceDirectory);
    if (source.equals(outputDirectory())) {
      throw new MojoFailureException(
          ("Parameter outputDirectory (nanoservice.outputDirectory) is the source directory, %s."
                  + " Name a directory for the bundle alone, as target/nanoservices.")
              .formatted(source));
    }
    return new SourceRequest(
        source,
        List.of(outputDirectory(), buildDirectory()),
        format(),
        grouping(),
        names("alone", alone),
        groups(),
        entryPoints(),
        naming(),
        pythonVersion.strip(),
        distributions(),
        contracts());
  }

  final Path outputDirectory() {
    return absolute(outputDirectory);
  }

  final Path buildDirectory() {
    return absolute(buildDirectory);
  }

  private static Path absolute(File file) {
    return file.toPath().toAbsolutePath().normalize();
  }

  /** A group without text, as of an empty element, is null; one without functions is told later. */
  private Map<String, List<String>> groups() throws MojoFailureException {
    Map<String, List<String>> members = new LinkedHashMap<>();
    for (Map.Entry<String, String> group : entries(groups)) {
      String functions = Optional.ofNullable(group.getValue()).orElse("").strip();
      members.put(
          group.getKey(),
          functions.isEmpty()
              ? List.of()
              : stripped("groups", Arrays.asList(functions.split(","))));
    }
    return members;
  }

  private Optional<List<String>> entryPoints() throws MojoFailureException {
    return Optional.of(names("entryPoints", entryPoints)).filter(names -> !names.isEmpty());
  }

  /** A list that is not configured is null. */
  static List<String> names(String parameter, List<String> value) throws MojoFailureException {
    return stripped(
        "%s (nanoservice.%s)".formatted(parameter, parameter),
        Optional.ofNullable(value).orElse(List.of()));
  }

  private static List<String> stripped(String parameter, List<String> names)
      throws MojoFailureException {
    List<String> stripped = new ArrayList<>();
    for (String name : names) {
      if (name == null || name.isBlank()) {
        throw new MojoFailureException(
            ("Parameter %s has an entry without a name. Write names of functions, one comma between"
                    + " two, as main, report.")
                .formatted(parameter));
      }
      stripped.add(name.strip());
    }
    return stripped;
  }

  private Map<String, String> distributions() throws MojoFailureException {
    Map<String, String> byImport = new LinkedHashMap<>();
    for (Map.Entry<String, String> distribution : entries(distributions)) {
      String name = distribution.getKey();
      if (distribution.getValue() == null || distribution.getValue().isBlank()) {
        throw new MojoFailureException(
            "Parameter distributions names nothing to install for '%s'. Write <%s>NAME</%s>."
                .formatted(name, name, name));
      }
      byImport.put(name, distribution.getValue().strip());
    }
    return byImport;
  }

  private static Set<Map.Entry<String, String>> entries(Map<String, String> parameter) {
    return Optional.ofNullable(parameter).orElse(Map.of()).entrySet();
  }

  private Format format() throws MojoFailureException {
    List<String> calls = names("allowedCalls", allowedCalls);
    return switch (format) {
      case "strict" -> {
        if (!calls.isEmpty()) {
          throw new MojoFailureException(
              "Parameter allowedCalls (nanoservice.allowedCalls) names calls, but the strict format"
                  + " has none. Set <format>extended</format> (nanoservice.format), or leave them"
                  + " out.");
        }
        yield Format.strict();
      }
      case "extended" -> Format.extended(calls);
      default ->
          throw new MojoFailureException(
              "Parameter format (nanoservice.format) is '%s'. Write 'strict' or 'extended'."
                  .formatted(format));
    };
  }

  private CheckLevel contracts() throws MojoFailureException {
    return switch (contracts) {
      case "error" -> CheckLevel.ERROR;
      case "warn" -> CheckLevel.WARN;
      case "off" -> CheckLevel.OFF;
      default ->
          throw new MojoFailureException(
              "Parameter contracts (nanoservice.contracts) is '%s'. Write 'error', 'warn' or 'off'."
                  .formatted(contracts));
    };
  }

  private ServiceOptions.Grouping grouping() throws MojoFailureException {
    return switch (grouping) {
      case "function" -> ServiceOptions.Grouping.FUNCTION;
      case "module" -> ServiceOptions.Grouping.MODULE;
      case "all" -> ServiceOptions.Grouping.ALL;
      default ->
          throw new MojoFailureException(
              ("Parameter grouping (nanoservice.grouping) is '%s'. Write 'function', 'module' or"
                      + " 'all'.")
                  .formatted(grouping));
    };
  }

  private ServiceOptions.Naming naming() throws MojoFailureException {
    return switch (naming) {
      case "simple" -> ServiceOptions.Naming.SIMPLE;
      case "qualified" -> ServiceOptions.Naming.QUALIFIED;
      default ->
          throw new MojoFailureException(
              "Parameter naming (nanoservice.naming) is '%s'. Write 'simple' or 'qualified'."
                  .formatted(naming));
    };
  }

  /** Shows findings, each line as one of the log, so that each has its level in front. */
  final void report(List<Finding> findings) {
    String source = fromHere(sourceDirectory.toPath());
    Printer printer = new Printer(source.isEmpty() ? "" : source + "/");
    findings.stream()
        .sorted(Finding.BY_LOCATION)
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

  /**
   * Shows findings of which some are errors, and says so.
   *
   * @param consequence what is to be said of them all
   */
  final MojoFailureException refusal(List<Finding> findings, String consequence) {
    report(findings);
    List<Finding> errors =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    return new MojoFailureException(
        "%s found in %s%s. Each is shown above with what to write instead."
            .formatted(Quantity.of(errors.size(), "problem"), where(errors), consequence));
  }

  private String where(List<Finding> findings) {
    String sources = shown(sourceDirectory.toPath());
    long configured =
        findings.stream()
            .filter(finding -> finding.location() instanceof Location.InParameter)
            .count();
    if (configured == 0) {
      return sources;
    }
    return configured == findings.size() ? "the configuration" : sources + " and the configuration";
  }

  /** Nothing to do and nothing to warn of: parent projects have no Python. */
  final void noSources() {
    getLog().debug("There is no source directory " + sourceDirectory + "; nothing to do.");
  }

  /** A path as a message names it. */
  final String shown(Path path) {
    String shown = fromHere(path);
    return shown.isEmpty() ? "this directory" : shown;
  }

  /**
   * A path as it leads from where Maven was called, with {@code /}; empty for that place itself.
   */
  private String fromHere(Path path) {
    Path root = executionRootDirectory.toPath().toAbsolutePath().normalize();
    Path absolute = path.toAbsolutePath().normalize();
    Path nearest = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return nearest.toString().replace(File.separatorChar, '/');
  }
}

package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.DependencyFunctions;
import io.github.nanoservice.build.DisplayPaths;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.PathEncoding;
import io.github.nanoservice.build.Quantity;
import io.github.nanoservice.build.SourceFormat;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.diagnostic.VisibleText;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.requirements.PythonVersion;
import io.github.nanoservice.services.ServiceOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/** The parameters of all goals: where the sources are, and how they become services. */
abstract class AbstractNanoserviceMojo extends AbstractMojo {

  /**
   * Directory of the Python sources. If the directory does not exist, the goal does nothing. Every
   * {@code .py} file in it is a module, except those in hidden directories, in {@code __pycache__},
   * in virtual environments and in the output of Python's build tools.
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
   * Directory of the bundle. The plugin changes and deletes only files in it that it wrote itself.
   * The directory and the build directory are never read as sources, even if they are in the source
   * directory.
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
   * Files beside the modules that services get as data, as patterns of Maven's resources. Unless
   * set, these are all files that are not Python source. Never data are hidden files, bytecode, and
   * the files of tools in the source directory itself, such as {@code requirements.txt}, {@code
   * pyproject.toml} and lock files.
   *
   * <p>Example: {@code <dataIncludes>**&#47;*.json, templates/</dataIncludes>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.dataIncludes")
  private List<String> dataIncludes;

  /**
   * Files beside the modules that services do not get although {@code dataIncludes} has them, as
   * patterns of Maven's resources.
   *
   * <p>Example: {@code -Dnanoservice.dataExcludes=**&#47;*.csv,notes/}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.dataExcludes")
  private List<String> dataExcludes;

  /**
   * Groups of {@code [dependency-groups]} in {@code pyproject.toml} whose distributions services
   * get, too, if their functions import them. By default, these are those of {@code
   * project.dependencies} only.
   *
   * <p>Example: {@code <dependencyGroups>services</dependencyGroups>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.dependencyGroups")
  private List<String> dependencyGroups;

  /**
   * Names in {@code [project.optional-dependencies]} of {@code pyproject.toml} whose distributions
   * services get too, if their functions import them. Unless set, these are those of {@code
   * project.dependencies} only.
   *
   * <p>Example: {@code <dependencyExtras>web</dependencyExtras>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.dependencyExtras")
  private List<String> dependencyExtras;

  /**
   * What becomes of the functions of Python dependencies, which are artifacts of type {@code zip}
   * with the classifier {@code python}: {@code carried} or {@code served}. With {@code carried}
   * they are parts of the services that call them; with {@code served} they become services as the
   * functions of this project do.
   *
   * <p>Example: {@code -Dnanoservice.dependencyFunctions=served}
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "nanoservice.dependencyFunctions",
      defaultValue = "carried",
      required = true)
  private String dependencyFunctions;

  /**
   * What the sources may contain: {@code extended} or {@code strict}. The extended format is every
   * valid module: each service carries what its functions need. The strict format has functions and
   * plain imports only, and reports everything else as an error.
   *
   * <p>Example: {@code -Dnanoservice.format=strict}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.format", defaultValue = "extended", required = true)
  private String format;

  /**
   * Functions that a module may call at its top level, by the names that the module uses for them.
   * They need the extended format. When a service starts, it makes these calls for every module
   * that it contains.
   *
   * <p>Example: {@code <allowedCalls>warnings.filterwarnings, locale.setlocale</allowedCalls>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.allowedCalls")
  private List<String> allowedCalls;

  /**
   * How to group functions into services: {@code function}, {@code module} or {@code all}. With
   * {@code function} each function has its own service, with {@code module} each module has one
   * service, and with {@code all} there is one service named {@code all}. A call within a service
   * is a plain Python call. Functions in {@code groups} or {@code separateFunctions} are not
   * affected.
   *
   * <p>Example: {@code -Dnanoservice.grouping=module}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.grouping", defaultValue = "function", required = true)
  private String grouping;

  /**
   * Functions that get a service each, whatever {@code grouping} is.
   *
   * <p>Example: {@code <separateFunctions>resize, train</separateFunctions>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.separateFunctions")
  private List<String> separateFunctions;

  /**
   * Functions to serve together, by the name of their service, whatever {@code grouping} is. A call
   * between them is a plain Python call.
   *
   * <p>Example: {@code <groups><prices>discount, tax</prices></groups>}
   *
   * @since 0.1.0
   */
  @Parameter private Map<String, String> groups;

  /**
   * Functions and WSGI applications that can be called from outside. The bundle has these and what
   * they reach. Unless set, it has all functions and applications, and from outside can be called
   * each application, and {@code main} if there is a function of that name that does not read the
   * command line.
   *
   * <p>Example: {@code -Dnanoservice.entryPoints=main,report}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.entryPoints")
  private List<String> entryPoints;

  /**
   * How services are named: {@code simple} or {@code qualified}. A simple name is that of the
   * function, a qualified one that of its module and the function, such as {@code
   * pricing.discount}. In the extended format, functions of the same name have qualified names in
   * any case.
   *
   * <p>Example: {@code <serviceNaming>qualified</serviceNaming>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.serviceNaming", defaultValue = "simple", required = true)
  private String serviceNaming;

  /**
   * What to do with functions that would be in different services, but share state: {@code group}
   * or {@code refuse}. With {@code group} one service serves them, and a warning says so. With
   * {@code refuse} the build fails.
   *
   * <p>Example: {@code <sharedState>refuse</sharedState>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.sharedState", defaultValue = "group", required = true)
  private String sharedState;

  /**
   * Python version of the services in containers. It determines which modules belong to the
   * standard library and need not be installed.
   *
   * <p>Example: {@code <pythonVersion>3.11</pythonVersion>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.pythonVersion", defaultValue = "3.13", required = true)
  private String pythonVersion;

  /**
   * Names of the distributions to install, by the names of their imports. They take precedence over
   * the plugin's own table.
   *
   * <p>Example: {@code <requirementNames><ledger>acme-ledger</ledger></requirementNames>}
   *
   * @since 0.1.0
   */
  @Parameter private Map<String, String> requirementNames;

  /**
   * Modules of libraries that may be missing, by their dotted names. A service installs their
   * distributions only if the project declares them, and an import of them is no error. Use it for
   * imports in functions that nobody calls here.
   *
   * <p>Example: {@code <optionalImports>pygraphviz, matplotlib</optionalImports>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.optionalImports")
  private List<String> optionalImports;

  /**
   * How to report a call that does not match the function's signature: {@code error}, {@code warn}
   * or {@code off}. With {@code error} such a call fails the build.
   *
   * <p>Example: {@code -Dnanoservice.callChecks=warn}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.callChecks", defaultValue = "error", required = true)
  private String callChecks;

  /**
   * Skips all goals of the plugin.
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

  @Parameter(defaultValue = "${project.basedir}", readonly = true)
  private File pomDirectory;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Inject private RepositorySystem repositories;

  /** Whether the goal's own property skips it. */
  abstract boolean skipsGoal();

  /** The function that the goal calls; the bundle has it, even if no entry point reaches it. */
  Optional<String> calledFunction(Parameters parameters) {
    return Optional.empty();
  }

  /** Does the work of the goal. */
  abstract void perform() throws MojoFailureException, MojoExecutionException, IOException;

  @Override
  public final void execute() throws MojoFailureException, MojoExecutionException {
    if (skip || skipsGoal()) {
      getLog().info("Skipped, because nanoservice.skip or the goal's own skip property is set.");
      return;
    }
    try {
      perform();
    } catch (InvalidPathException e) {
      // Without the cause, whose message Maven would append in the words of Java.
      throw new MojoExecutionException(VisibleText.of(PathEncoding.ofSystem().message(e)));
    } catch (IOException e) {
      // Without the cause: Maven would append its message with the control characters of names.
      throw new MojoExecutionException(
          "Could not read the sources or write the result: " + VisibleText.of(e.toString()));
    }
  }

  final MavenProject project() {
    return project;
  }

  final MavenSession session() {
    return session;
  }

  /** The sources of this project and those that it depends on. */
  final SourceRequest sourceRequest(Parameters parameters) {
    return ownSources(parameters)
        .withDependencies(
            new PythonDependencies(project, session, repositories, parameters)
                .resolve(buildDirectory().resolve("nanoservice-sources")));
  }

  /** The sources of this project. */
  final SourceRequest ownSources(Parameters parameters) {
    Path directory = absolute(sourceDirectory);
    if (outputDirectory().getFileName() == null) {
      parameters.reject(
          "outputDirectory",
          "%s is the root of a file system".formatted(outputDirectory()),
          "Set %s to a directory for the bundle only, such as target/nanoservices."
              .formatted(Parameters.reference("outputDirectory")));
    }
    if (directory.equals(outputDirectory())) {
      parameters.reject(
          "outputDirectory",
          "%s is the source directory".formatted(paths().show(directory)),
          "Set %s to a directory for the bundle only, such as target/nanoservices."
              .formatted(Parameters.reference("outputDirectory")));
    }
    if (!directory.equals(outputDirectory()) && directory.startsWith(outputDirectory())) {
      parameters.reject(
          "outputDirectory",
          "%s contains the source directory %s"
              .formatted(paths().show(outputDirectory()), paths().show(directory)),
          "Set %s to a directory for the bundle only, such as target/nanoservices."
              .formatted(Parameters.reference("outputDirectory")));
    }
    return SourceRequest.builder(directory)
        .excluded(outputDirectory(), buildDirectory())
        .declarations(
            new DeclarationSearch(
                projectDirectory(),
                parameters.texts(
                    "dependencyGroups",
                    dependencyGroups,
                    DeclarationSearch::isGroupName,
                    "the name of a dependency group",
                    "services"),
                parameters.texts(
                    "dependencyExtras",
                    dependencyExtras,
                    DeclarationSearch::isGroupName,
                    "the name of optional dependencies",
                    "web")))
        .dependencyFunctions(
            parameters.choice(
                "dependencyFunctions", dependencyFunctions, DependencyFunctions.class))
        .data(
            new DataSelection(
                patterns(parameters, "dataIncludes", dataIncludes),
                patterns(parameters, "dataExcludes", dataExcludes)))
        .format(sourceFormat(parameters))
        .callChecks(parameters.choice("callChecks", callChecks, CheckLevel.class))
        .services(serviceOptions(parameters))
        .build();
  }

  private static List<String> patterns(
      Parameters parameters, String parameter, List<String> value) {
    return parameters.texts(
        parameter, value, DataSelection::isPattern, "an Ant pattern", "**/*.json");
  }

  private Format sourceFormat(Parameters parameters) {
    List<String> calls = parameters.names("allowedCalls", allowedCalls);
    SourceFormat chosen = parameters.choice("format", format, SourceFormat.class);
    if (chosen == SourceFormat.EXTENDED) {
      return Format.extended(calls);
    }
    if (!calls.isEmpty()) {
      parameters.reject(
          "allowedCalls",
          "the strict format allows no calls at the top level",
          "Set %s to extended, or remove <allowedCalls>."
              .formatted(Parameters.reference("format")));
    }
    return Format.strict();
  }

  private ServiceOptions serviceOptions(Parameters parameters) {
    ServiceOptions.Builder options =
        ServiceOptions.builder()
            .grouping(parameters.choice("grouping", grouping, ServiceOptions.Grouping.class))
            .separateFunctions(parameters.names("separateFunctions", separateFunctions))
            .groups(parameters.groups("groups", groups))
            .serviceNaming(
                parameters.choice("serviceNaming", serviceNaming, ServiceOptions.Naming.class))
            .sharedState(
                parameters.choice(
                    "sharedState", sharedState, ServiceOptions.SharedStateHandling.class))
            .pythonVersion(
                parameters.text(
                    "pythonVersion",
                    pythonVersion,
                    text -> PythonVersion.parse(text).isPresent(),
                    "a Python version from 3.8 on",
                    "3.13"))
            .calledFunction(calledFunction(parameters))
            .requirementNames(parameters.texts("requirementNames", requirementNames))
            .optionalImports(parameters.names("optionalImports", optionalImports));
    List<String> chosen = parameters.names("entryPoints", entryPoints);
    return (chosen.isEmpty() ? options : options.entryPoints(chosen)).build();
  }

  /** The directory of the POM; a build without a POM has none. */
  private Path projectDirectory() {
    return Optional.ofNullable(pomDirectory)
        .map(File::toPath)
        .orElseGet(() -> executionRootDirectory.toPath());
  }

  final Path outputDirectory() {
    return absolute(outputDirectory);
  }

  final Path buildDirectory() {
    return absolute(buildDirectory);
  }

  /** How this build shows paths. */
  final DisplayPaths paths() {
    return new DisplayPaths(executionRootDirectory.toPath());
  }

  static Path absolute(File file) {
    return file.toPath().toAbsolutePath().normalize();
  }

  /** Reads parameters, and fails with all bad ones if there are any. */
  final <T> T read(Function<Parameters, T> reader) throws MojoFailureException {
    Parameters parameters = new Parameters();
    T request = reader.apply(parameters);
    if (!parameters.findings().isEmpty()) {
      throw refusal(parameters.findings());
    }
    return request;
  }

  /**
   * Reports the findings of a result, and fails if it was refused.
   *
   * @return what the goal produced; empty if the source directory does not exist
   */
  final <T> Optional<T> report(BuildResult<T> result) throws MojoFailureException {
    if (result instanceof BuildResult.Refused<T> refused) {
      throw refusal(refused.findings());
    }
    if (result instanceof BuildResult.Done<T> done) {
      log(done.findings());
      return Optional.of(done.value());
    }
    getLog().debug("The source directory %s does not exist.".formatted(sourceDirectory));
    return Optional.empty();
  }

  /** Logs findings, and summarizes the errors among them. */
  private MojoFailureException refusal(List<Finding> findings) {
    log(findings);
    List<Finding> errors =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
    return new MojoFailureException(
        "%s found in %s. Fix what is shown above, and run the goal again."
            .formatted(Quantity.of(errors.size(), "problem"), origin(errors)));
  }

  private String origin(List<Finding> errors) {
    String parameters =
        errors.stream()
            .map(Finding::location)
            .filter(Location.InParameter.class::isInstance)
            .map(location -> "<" + ((Location.InParameter) location).name() + ">")
            .distinct()
            .collect(Collectors.joining(", "));
    String sources = paths().show(sourceDirectory.toPath());
    boolean inSources =
        !errors.stream().map(Finding::location).allMatch(Location.InParameter.class::isInstance);
    return parameters.isEmpty() ? sources : inSources ? sources + " and " + parameters : parameters;
  }

  /** Logs findings. Maven puts the level before each line of the log, not before each entry. */
  private void log(List<Finding> findings) {
    Printer printer = new Printer(paths().prefix(sourceDirectory.toPath()));
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
}

package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.RunRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.engine.BackgroundEngine;
import io.github.nanoservice.engine.ContainerEngine;
import io.github.nanoservice.engine.ContainerPlan;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.services.ServiceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

/** What Maven makes of parameters, and the goals of that. */
@MojoTest
class GoalsTest {
  private static final String CONFIGURED =
      "src/test/resources/io/github/nanoservice/mojo/configured-pom.xml";

  private static final String EMPTY_ENTRIES =
      "src/test/resources/io/github/nanoservice/mojo/empty-entries-pom.xml";

  private static final String SOURCES = "src/it/greeting/src/main/python";

  private static final String REFUSED = "src/it/refusals/src/main/python";

  @Test
  @InjectMojo(goal = "generate")
  void hasDefaultsForAProjectThatConfiguresNothing(GenerateMojo mojo) throws Exception {
    Path project = Path.of(MojoExtension.getBasedir());
    BundleRequest request = mojo.bundleRequest();
    assertThat(request.source())
        .isEqualTo(
            new SourceRequest(
                project.resolve("src/main/python"),
                List.of(project.resolve("target/nanoservices"), project.resolve("target")),
                Format.strict(),
                ServiceOptions.Grouping.FUNCTION,
                List.of(),
                Map.of(),
                Optional.empty(),
                ServiceOptions.Naming.SIMPLE,
                "3.13",
                Map.of(),
                CheckLevel.ERROR));
    assertThat(request.outputDirectory()).isEqualTo(project.resolve("target/nanoservices"));
    assertThat(request.settings().baseImage()).isEqualTo("python:3.13-slim");
    assertThat(request.settings().firstPort()).isEqualTo(8081);
    assertThat(request.settings().callTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(request.settings().memoryLimit()).isEqualTo("512m");
    assertThat(request.settings().pidsLimit()).isEqualTo(4096);
  }

  @Test
  @InjectMojo(goal = "run")
  void runsTheEntryPointWithoutArgumentsByDefault(RunMojo mojo) throws Exception {
    Path project = Path.of(MojoExtension.getBasedir());
    assertThat(mojo.runRequest(mojo.bundleRequest()))
        .isEqualTo(
            new RunRequest(
                project,
                project.resolve("target"),
                "python3",
                Optional.empty(),
                "[]",
                "{}",
                false,
                Duration.ofMinutes(1),
                Duration.ofSeconds(30)));
  }

  @Test
  @InjectMojo(goal = "generate", pom = CONFIGURED)
  void takesWhatIsConfigured(GenerateMojo mojo) throws Exception {
    BundleRequest request = mojo.bundleRequest();
    assertThat(request.source().groups())
        .isEqualTo(Map.of("prices", List.of("discount", "tax"), "empty", List.of()));
    assertThat(request.source().entryPoints()).contains(List.of("main", "report"));
    assertThat(request.source().naming()).isEqualTo(ServiceOptions.Naming.QUALIFIED);
    assertThat(request.source().distributions()).isEqualTo(Map.of("ledger", "acme-ledger"));
    assertThat(request.settings().baseImage()).isEqualTo("python:3.11-slim");
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "naming", value = "full")
  void namesTheNamingsThereAre(CheckMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter naming (nanoservice.naming) is 'full'. Write 'simple' or 'qualified'.");
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "contracts", value = "strict")
  void namesWhatAWrongCallMayDo(CheckMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter contracts (nanoservice.contracts) is 'strict'. Write 'error', 'warn' or"
                + " 'off'.");
  }

  @Test
  @InjectMojo(goal = "client")
  @MojoParameter(name = "clientPackage", value = "com.acme.new")
  void refusesAPackageThatIsNone(ClientMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter clientPackage (nanoservice.clientPackage) is 'com.acme.new', which is no"
                + " Java package for classes of yours. Write one like com.acme.shop.client.");
  }

  @Test
  @InjectMojo(goal = "client")
  @MojoParameter(name = "clientPackage", value = "com.acme")
  @MojoParameter(name = "clientName", value = "my-shop")
  void refusesANameThatNoClassHas(ClientMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter clientName (nanoservice.clientName) is 'my-shop', which is no name of a Java"
                + " class, or one that the client's own code needs. Write one like Shop.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "grouping", value = "package")
  void namesTheGroupingsThereAre(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter grouping (nanoservice.grouping) is 'package'. Write 'function', 'module' or"
                + " 'all'.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "grouping", value = "all")
  @MojoParameter(name = "alone", value = "resize, train")
  void takesAGroupingAndWhatIsLeftOutOfIt(GenerateMojo mojo) throws Exception {
    SourceRequest source = mojo.bundleRequest().source();

    assertThat(source.grouping()).isEqualTo(ServiceOptions.Grouping.ALL);
    assertThat(source.alone()).containsExactly("resize", "train");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "alone", value = "resize,,train")
  void refusesAFunctionAloneWithoutAName(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter alone (nanoservice.alone) has an entry without a name. Write"
                + " names of functions, one comma between two, as main, report.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "port", value = "65536")
  void refusesAPortThatIsNone(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter port (nanoservice.port) is 65536. Write a number from 1 to 65535, or 0"
                + " for any free ports.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "memory", value = " 1G ")
  @MojoParameter(name = "processes", value = "32")
  void takesTheLimitsOfAContainer(GenerateMojo mojo) throws Exception {
    assertThat(mojo.bundleRequest().settings().memoryLimit()).isEqualTo("1g");
    assertThat(mojo.bundleRequest().settings().pidsLimit()).isEqualTo(32);
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "memory", value = "65535k")
  void refusesMemoryThatNoServiceStartsWith(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter memory (nanoservice.memory) is '65535k'. Write 64m or more: a whole number"
                + " and k, m or g, as 512m.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "memory", value = "half")
  void refusesMemoryThatIsNoNumber(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Parameter memory (nanoservice.memory) is 'half'.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "processes", value = "31")
  void refusesFewerProcessesThanAServiceHas(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("Parameter processes (nanoservice.processes) is 31. Write 32 or more.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "pythonVersion", value = " 3.12 ")
  @MojoParameter(name = "entryPoints", value = "main, report")
  void takesNamesWithoutTheBlanksAroundThem(GenerateMojo mojo) throws Exception {
    BundleRequest request = mojo.bundleRequest();

    assertThat(request.source().pythonVersion()).isEqualTo("3.12");
    assertThat(request.settings().baseImage()).isEqualTo("python:3.12-slim");
    assertThat(request.source().entryPoints()).contains(List.of("main", "report"));
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "baseImage", value = "py thon")
  void refusesAnImageWhoseNameHasBlanks(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter baseImage (nanoservice.baseImage) is 'py thon', which is no name of an"
                + " image. Write one without blanks, as python:3.13-slim.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "entryPoints", value = "main,,report")
  void refusesAnEntryPointWithoutAName(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter entryPoints (nanoservice.entryPoints) has an entry without a name. Write"
                + " names of functions, one comma between two, as main, report.");
  }

  @Test
  @InjectMojo(goal = "generate", pom = EMPTY_ENTRIES)
  void refusesADistributionWithoutAName(GenerateMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter distributions names nothing to install for 'ledger'. Write"
                + " <ledger>NAME</ledger>.");
  }

  @Test
  @InjectMojo(goal = "check", pom = EMPTY_ENTRIES)
  @MojoParameter(name = "outputDirectory", value = "src/main/python")
  void refusesABundleAmongTheSources(CheckMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "Parameter outputDirectory (nanoservice.outputDirectory) is the source directory, ");
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "sourceDirectory", value = SOURCES)
  @MojoParameter(name = "executionRootDirectory", value = SOURCES)
  @MojoParameter(name = "rootDirectory", value = ".")
  @MojoParameter(name = "projectFile", value = "pom.xml")
  @MojoParameter(name = "pythonVersion", value = "2.7")
  void saysThatTheConfigurationIsAtFault(CheckMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "1 problem found in the configuration. Each is shown above with what to write"
                + " instead.");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "sourceDirectory", value = REFUSED)
  @MojoParameter(name = "executionRootDirectory", value = REFUSED)
  void showsPathsFromTheDirectoryThatMavenWasCalledIn(GenerateMojo mojo) {
    List<String> lines = new ArrayList<>();
    mojo.setLog(
        new SystemStreamLog() {
          @Override
          public void error(CharSequence line) {
            lines.add(line.toString());
          }
        });

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageMatching(
            "[0-9]+ problems found in this directory; nothing was written\\. Each is shown above"
                + " with what to write instead\\.");
    assertThat(lines.get(0)).matches("[a-z_]+\\.py:[0-9]+:[0-9]+: NS.*");
  }

  @Test
  @InjectMojo(goal = "run")
  @MojoParameter(name = "startTimeout", value = "0")
  void refusesATimeoutThatIsNone(RunMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter startTimeout (nanoservice.startTimeout) is 0. Write a number of"
                + " milliseconds, 1 or more.");
  }

  @Test
  @InjectMojo(goal = "run")
  @MojoParameter(name = "args", value = "example")
  void refusesArgumentsThatAreNoArray(RunMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter args (nanoservice.args) is example. Write a JSON array, as [\"example\", 3],"
                + " in single quotes on the command line.");
  }

  /** YAML would take it for an array of text. */
  @Test
  @InjectMojo(goal = "run")
  @MojoParameter(name = "args", value = "[example]")
  void refusesArgumentsThatOnlyResembleAnArray(RunMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Parameter args (nanoservice.args) is [example]. Write");
  }

  @Test
  @InjectMojo(goal = "run")
  @MojoParameter(
      name = "args",
      value =
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
              + "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")
  void takesArgumentsHoweverDeeplyNested(RunMojo mojo) throws Exception {
    assertThat(mojo.runRequest(mojo.bundleRequest()).args()).startsWith("[[[[[[[[");
  }

  @Test
  @InjectMojo(goal = "run")
  @MojoParameter(name = "kwargs", value = "{\"name\": ")
  void refusesKeywordArgumentsThatAreNoObject(RunMojo mojo) {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("Parameter kwargs (nanoservice.kwargs) is {\"name\": . Write");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "port", value = "-1")
  @MojoParameter(name = "skipGenerate", value = "true")
  void asksNothingOfAGoalThatIsLeftOut(GenerateMojo mojo) {
    assertThatCode(mojo::execute).doesNotThrowAnyException();
  }

  @Test
  @InjectMojo(goal = "start")
  void startsInContainersOfAProjectOfItsOwnByDefault(StartMojo mojo) throws Exception {
    Path project = Path.of(MojoExtension.getBasedir());
    ContainerPlan plan = mojo.containerPlan(List.of());

    assertThat(mojo.engine()).isInstanceOf(ContainerEngine.class);
    assertThat(plan.program()).isEmpty();
    assertThat(plan.project().text()).matches("empty-project-[0-9a-f]{8}");
    assertThat(plan.bundle()).isEqualTo(project.resolve("target/nanoservices"));
    assertThat(plan.startTimeout()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  @InjectMojo(goal = "stop")
  @MojoParameter(name = "compose", value = " podman  compose ")
  @MojoParameter(name = "projectName", value = "shop")
  void takesTheComposeProgramAndProjectThatAreNamed(StopMojo mojo) throws Exception {
    ContainerPlan plan = mojo.containerPlan(List.of());

    assertThat(plan.program()).contains(List.of("podman", "compose"));
    assertThat(plan.project().text()).isEqualTo("shop");
  }

  @Test
  @InjectMojo(goal = "logs")
  @MojoParameter(name = "engine", value = "local")
  void runsWithoutContainersWhereAsked(LogsMojo mojo) throws Exception {
    assertThat(mojo.engine()).isInstanceOf(BackgroundEngine.class);
  }

  /** Containers are noted, and the goal does not call it done without having asked for them. */
  @Test
  @InjectMojo(goal = "stop")
  @MojoParameter(name = "engine", value = "local")
  @MojoParameter(name = "compose", value = "no-such-compose")
  void stopsWhatRunsInAnotherEngineThanIsChosen(StopMojo mojo) throws Exception {
    Path records = Path.of(MojoExtension.getBasedir(), "target/nanoservice-compose");
    Path started = Files.createDirectories(records).resolve("started");
    Files.writeString(started, "shop");
    try {
      assertThatThrownBy(mojo::execute)
          .isInstanceOf(MojoExecutionException.class)
          .hasMessageStartingWith("No compose program found: tried 'no-such-compose'");
    } finally {
      Files.delete(started);
    }

    mojo.execute();
  }

  @Test
  @InjectMojo(goal = "start")
  @MojoParameter(name = "engine", value = "docker")
  void namesTheEnginesThereAre(StartMojo mojo) {
    assertThatThrownBy(mojo::engine)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter engine (nanoservice.engine) is 'docker'. Write 'compose' or 'local'.");
  }

  @Test
  @InjectMojo(goal = "build")
  @MojoParameter(name = "projectName", value = "My Shop")
  void refusesANameThatComposeRefuses(BuildMojo mojo) {
    assertThatThrownBy(mojo::engine)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "Parameter projectName (nanoservice.projectName) is 'My Shop'. Write lower case"
                + " letters and digits, and between them dashes or single underscores.");
  }
}

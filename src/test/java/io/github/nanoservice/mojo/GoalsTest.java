package io.github.nanoservice.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.EngineKind;
import io.github.nanoservice.build.EngineRequest;
import io.github.nanoservice.build.LaunchRequest;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.RunRequest;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.engine.BackgroundEngine;
import io.github.nanoservice.engine.ContainerEngine;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.manifest.ServiceTimes;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.services.ServiceOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From parameters to requests, and from results to the log. */
@MojoTest
class GoalsTest {
  private static final String CONFIGURED =
      "src/test/resources/io/github/nanoservice/mojo/configured-pom.xml";

  private static final String EMPTY_ENTRIES =
      "src/test/resources/io/github/nanoservice/mojo/empty-entries-pom.xml";

  private static final String SOURCES = "src/it/greeting/src/main/python";

  private static final String REFUSED = "src/it/refusals/src/main/python";

  private final List<String> errors = new ArrayList<>();

  /** Sets the directory in which Maven was started, which the harness does not set. */
  private static void setRootDirectory(AbstractNanoserviceMojo mojo) throws IllegalAccessException {
    if (MojoExtension.getVariableValueFromObject(mojo, "executionRootDirectory") == null) {
      File root = new File(MojoExtension.getBasedir());
      MojoExtension.setVariableValueToObject(mojo, "executionRootDirectory", root);
    }
  }

  private static <T> T read(AbstractNanoserviceMojo mojo, Function<Parameters, T> request)
      throws IllegalAccessException, MojoFailureException {
    setRootDirectory(mojo);
    return mojo.read(request);
  }

  /** Executes a goal that fails, and returns its message; its errors are recorded. */
  private String failure(AbstractNanoserviceMojo mojo) throws IllegalAccessException {
    setRootDirectory(mojo);
    mojo.setLog(
        new SystemStreamLog() {
          @Override
          public void error(CharSequence line) {
            errors.add(line.toString());
          }
        });
    try {
      mojo.execute();
    } catch (MojoFailureException e) {
      return e.getMessage();
    } catch (MojoExecutionException e) {
      throw new AssertionError("The goal blames the environment.", e);
    }
    throw new AssertionError("The goal succeeded.");
  }

  /** The first lines of the errors that a goal with bad parameters reports. */
  private List<String> badParameters(AbstractNanoserviceMojo mojo) throws IllegalAccessException {
    failure(mojo);
    return errors.stream().filter(line -> line.startsWith("<")).toList();
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "outputDirectory", value = "target/x y")
  void bundleWithABlankInItsNameHasSecretsOfItsOwn(GenerateMojo mojo) throws Exception {
    assertThat(read(mojo, mojo::bundleRequest).settings().secrets())
        .matches("\\.\\./x_y-[0-9a-f]{8}\\.secrets");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "outputDirectory", value = "target/x_y")
  void secretsAreNamedAfterTheBundle(GenerateMojo mojo) throws Exception {
    assertThat(read(mojo, mojo::bundleRequest).settings().secrets()).isEqualTo("../x_y.secrets");
  }

  @Test
  @InjectMojo(goal = "generate")
  void usesDefaultsWithoutConfiguration(GenerateMojo mojo) throws Exception {
    Path project = Path.of(MojoExtension.getBasedir());
    BundleRequest request = read(mojo, mojo::bundleRequest);

    assertThat(request.source())
        .isEqualTo(
            SourceRequest.builder(project.resolve("src/main/python"))
                .excluded(project.resolve("target/nanoservices"), project.resolve("target"))
                .declarations(DeclarationSearch.only(project))
                .build());
    assertThat(request.outputDirectory()).isEqualTo(project.resolve("target/nanoservices"));
    assertThat(request.settings())
        .isEqualTo(RenderSettings.builder("empty-project").version("0").build());
  }

  @Test
  @InjectMojo(goal = "run")
  void runsTheEntryPointWithoutArgumentsByDefault(RunMojo mojo) throws Exception {
    Path project = Path.of(MojoExtension.getBasedir());
    BundleRequest bundle = read(mojo, mojo::bundleRequest);

    assertThat(read(mojo, mojo::runRequest))
        .isEqualTo(
            new RunRequest(
                new LaunchRequest(
                    bundle,
                    project,
                    project.resolve("target"),
                    "python3",
                    Duration.ofMinutes(1),
                    List.of(),
                    PackageIndexes.ofEnvironment(System.getenv())),
                Optional.empty(),
                "[]",
                "{}",
                false));
  }

  @Test
  @InjectMojo(goal = "generate", pom = CONFIGURED)
  void readsTheConfigurationOfThePom(GenerateMojo mojo) throws Exception {
    BundleRequest request = read(mojo, mojo::bundleRequest);

    assertThat(request.source().services())
        .isEqualTo(
            ServiceOptions.builder()
                .groups(Map.of("prices", List.of("discount", "tax"), "empty", List.of()))
                .entryPoints(List.of("main", "report"))
                .serviceNaming(ServiceOptions.Naming.QUALIFIED)
                .pythonVersion("3.11")
                .requirementNames(Map.of("ledger", "acme-ledger"))
                .build());
    assertThat(request.settings().baseImage()).isEqualTo("python:3.11-slim");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "grouping", value = "all")
  @MojoParameter(name = "separateFunctions", value = "resize, train")
  @MojoParameter(name = "entryPoints", value = "main, report")
  @MojoParameter(name = "pythonVersion", value = " 3.12 ")
  @MojoParameter(name = "memoryLimit", value = "1g")
  @MojoParameter(name = "pidsLimit", value = "32")
  @MojoParameter(name = "metadataAccess", value = "true")
  @MojoParameter(name = "callTimeout", value = "1500")
  @MojoParameter(name = "headTimeout", value = "1000")
  @MojoParameter(name = "bodyTimeout", value = "2000")
  @MojoParameter(name = "drainTime", value = "0")
  @MojoParameter(name = "probeTimeout", value = "0")
  void readsSingleParameters(GenerateMojo mojo) throws Exception {
    BundleRequest request = read(mojo, mojo::bundleRequest);

    assertThat(request.source().services())
        .isEqualTo(
            ServiceOptions.builder()
                .grouping(ServiceOptions.Grouping.ALL)
                .separateFunctions(List.of("resize", "train"))
                .entryPoints(List.of("main", "report"))
                .pythonVersion("3.12")
                .build());
    assertThat(request.settings())
        .isEqualTo(
            RenderSettings.builder("empty-project")
                .version("0")
                .baseImage("python:3.12-slim")
                .memoryLimit("1g")
                .pidsLimit(32)
                .metadataAccess(true)
                .services(
                    ServiceSettings.DEFAULTS
                        .withCallTimeout(Duration.ofMillis(1500))
                        .withTimes(
                            new ServiceTimes(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ZERO,
                                Duration.ZERO)))
                .build());
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "format", value = "loose")
  @MojoParameter(name = "grouping", value = "package")
  @MojoParameter(name = "serviceNaming", value = "full")
  @MojoParameter(name = "callChecks", value = "strict")
  @MojoParameter(name = "separateFunctions", value = "resize,,train")
  @MojoParameter(name = "entryPoints", value = "main,,report")
  @MojoParameter(name = "allowedCalls", value = "seed")
  @MojoParameter(name = "baseImage", value = "py thon")
  @MojoParameter(name = "port", value = "65536")
  @MojoParameter(name = "callTimeout", value = "0")
  @MojoParameter(name = "headTimeout", value = "0")
  @MojoParameter(name = "maxBytes", value = "1023")
  @MojoParameter(name = "maxPublicBytes", value = "0")
  @MojoParameter(name = "bodyTimeout", value = "0")
  @MojoParameter(name = "drainTime", value = "-1")
  @MojoParameter(name = "probeTimeout", value = "-1")
  @MojoParameter(name = "memoryLimit", value = "half")
  @MojoParameter(name = "pidsLimit", value = "31")
  @MojoParameter(name = "authentication", value = "some")
  @MojoParameter(name = "errorDetails", value = "all")
  @MojoParameter(name = "allowedHosts", value = "a b")
  @MojoParameter(name = "allowedOrigins", value = "shop.example.org")
  @MojoParameter(name = "tokenFrom", value = "pom.xml")
  @MojoParameter(name = "tlsDirectory", value = "src")
  void reportsAllBadParametersOfGenerateAtOnce(GenerateMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly(
            "<allowedCalls>: NS306 the strict format allows no calls at the top level",
            "<allowedHosts>: NS306 \"a b\" is not a host name",
            "<allowedOrigins>: NS306 \"shop.example.org\" is not an origin",
            "<authentication>: NS306 \"some\" is not a legal value",
            "<baseImage>: NS306 \"py thon\" is not an image name",
            "<bodyTimeout>: NS306 0 is out of range",
            "<callChecks>: NS306 \"strict\" is not a legal value",
            "<callTimeout>: NS306 0 is out of range",
            "<drainTime>: NS306 -1 is out of range",
            "<entryPoints>: NS306 an entry has no name",
            "<errorDetails>: NS306 \"all\" is not a legal value",
            "<format>: NS306 \"loose\" is not a legal value",
            "<grouping>: NS306 \"package\" is not a legal value",
            "<headTimeout>: NS306 0 is out of range",
            "<maxBytes>: NS306 1023 is out of range",
            "<maxPublicBytes>: NS306 0 is out of range",
            "<memoryLimit>: NS306 \"half\" is not a number of at least 64m",
            "<pidsLimit>: NS306 31 is out of range",
            "<port>: NS306 65536 is out of range",
            "<probeTimeout>: NS306 -1 is out of range",
            "<separateFunctions>: NS306 an entry has no name",
            "<serviceNaming>: NS306 \"full\" is not a legal value",
            "<tlsDirectory>: NS306 %s/src/ca.crt is not a file"
                .formatted(MojoExtension.getBasedir()),
            "<tokenFrom>: NS306 the content of %s/pom.xml is not a token"
                .formatted(MojoExtension.getBasedir()));
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "baseImage", value = "python:3.13@sha256:5f5f")
  void reportsADigestThatIsNotOne(GenerateMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly("<baseImage>: NS306 \"python:3.13@sha256:5f5f\" is not an image name");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(
      name = "baseImage",
      value =
          "localhost:5000/python:3.13@sha256:"
              + "5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f")
  void acceptsABaseImageWithADigest(GenerateMojo mojo) throws Exception {
    assertThat(read(mojo, mojo::bundleRequest).settings().baseImage())
        .isEqualTo("localhost:5000/python:3.13@sha256:" + "5f".repeat(32));
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "grouping", value = "package")
  @MojoParameter(name = "port", value = "-1")
  void namesBadParametersInTheMessage(GenerateMojo mojo) throws Exception {
    assertThat(failure(mojo))
        .isEqualTo(
            "2 problems found in <grouping>, <port>. Fix what is shown above, and run the goal"
                + " again.");
  }

  @Test
  @InjectMojo(goal = "client")
  @MojoParameter(name = "clientPackage", value = "com.acme.new")
  @MojoParameter(name = "clientName", value = "my-shop")
  @MojoParameter(name = "clientFunctions", value = "main,,report")
  void reportsBadParametersOfClient(ClientMojo mojo) throws Exception {
    Plugin plugin = new Plugin();
    plugin.setGroupId("io.github.nanoservice");
    plugin.setArtifactId("nanoservice-maven-plugin");
    MojoExecution execution = new MojoExecution(plugin, "client", "default");
    MojoExtension.setVariableValueToObject(mojo, "execution", execution);
    MojoExtension.setVariableValueToObject(mojo, "project", new MavenProject());

    assertThat(badParameters(mojo))
        .containsExactly(
            "<clientFunctions>: NS306 an entry has no name",
            "<clientName>: NS306 \"my-shop\" is not a legal Java class name, or it is used by the"
                + " client itself",
            "<clientPackage>: NS306 \"com.acme.new\" is not a legal Java package");
  }

  @Test
  @InjectMojo(goal = "baseline")
  @MojoParameter(name = "baselineFunctions", value = "main")
  void reportsBadParametersOfBaseline(BaselineMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly("<baselineFunctions>: NS306 \"main\" is not a legal value");
    assertThat(errors)
        .contains(
            "  Set <baselineFunctions> (nanoservice.baselineFunctions) to entryPoints or all.");
  }

  @Test
  @InjectMojo(goal = "run")
  @MojoParameter(name = "startTimeout", value = "0")
  @MojoParameter(name = "args", value = "example")
  @MojoParameter(name = "kwargs", value = "[]")
  void reportsBadParametersOfRun(RunMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly(
            "<args>: NS306 example is not a JSON array",
            "<kwargs>: NS306 [] is not a JSON object",
            "<startTimeout>: NS306 0 is out of range");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "pythonVersion", value = "3 13")
  @MojoParameter(name = "port", value = "65536")
  void reportsABadPythonVersionWithOtherParameters(GenerateMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly(
            "<port>: NS306 65536 is out of range",
            "<pythonVersion>: NS306 \"3 13\" is not a Python version from 3.8 on");
  }

  @Test
  @InjectMojo(goal = "start")
  @MojoParameter(name = "engine", value = "docker")
  @MojoParameter(name = "projectName", value = "My Shop")
  void reportsBadParametersOfStart(StartMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly(
            "<engine>: NS306 \"docker\" is not a legal value",
            "<projectName>: NS306 \"My Shop\" is not made of lower case letters and digits, with"
                + " dashes or single underscores between them");
  }

  @Test
  @InjectMojo(goal = "generate", pom = EMPTY_ENTRIES)
  void reportsARequirementNameWithoutValue(GenerateMojo mojo) throws Exception {
    assertThat(badParameters(mojo))
        .containsExactly("<requirementNames>: NS306 \"ledger\" has no value");
  }

  @Test
  @InjectMojo(goal = "check", pom = EMPTY_ENTRIES)
  @MojoParameter(name = "requirementNames", value = "")
  @MojoParameter(name = "outputDirectory", value = "src/main/python")
  @MojoParameter(name = "rootDirectory", value = ".")
  @MojoParameter(name = "projectFile", value = "pom.xml")
  void refusesTheSourceDirectoryAsOutputDirectory(CheckMojo mojo) throws Exception {
    assertThat(badParameters(mojo).get(0))
        .startsWith("<outputDirectory>: NS306 ")
        .endsWith("src/main/python is the source directory");
  }

  @Test
  @InjectMojo(goal = "check", pom = EMPTY_ENTRIES)
  @MojoParameter(name = "requirementNames", value = "")
  @MojoParameter(name = "outputDirectory", value = "src")
  @MojoParameter(name = "rootDirectory", value = ".")
  @MojoParameter(name = "projectFile", value = "pom.xml")
  void refusesAnOutputDirectoryAroundTheSources(CheckMojo mojo) throws Exception {
    assertThat(badParameters(mojo).get(0))
        .startsWith("<outputDirectory>: NS306 ")
        .contains("src contains the source directory ");
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "sourceDirectory", value = SOURCES)
  @MojoParameter(name = "executionRootDirectory", value = SOURCES)
  @MojoParameter(name = "rootDirectory", value = ".")
  @MojoParameter(name = "projectFile", value = "pom.xml")
  @MojoParameter(name = "pythonVersion", value = "2.7")
  void namesTheParameterIfTheSourcesHaveNoErrors(CheckMojo mojo) throws Exception {
    assertThat(failure(mojo))
        .isEqualTo(
            "1 problem found in <pythonVersion>. Fix what is shown above, and run the goal again.");
  }

  @Test
  @InjectMojo(goal = "check")
  @MojoParameter(name = "rootDirectory", value = ".")
  @MojoParameter(name = "projectFile", value = "pom.xml")
  @MojoParameter(name = "grouping", value = "package")
  void writesBadParametersToTheSarifReport(CheckMojo mojo, @TempDir Path directory)
      throws Exception {
    Path report = directory.resolve("report/findings.sarif");
    MojoExtension.setVariableValueToObject(mojo, "reportFile", report.toFile());

    failure(mojo);

    assertThat(report).content().contains("\"NS306\"", "\\\"package\\\" is not a legal value");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "sourceDirectory", value = REFUSED)
  @MojoParameter(name = "executionRootDirectory", value = REFUSED)
  void showsPathsRelativeToTheDirectoryOfTheBuild(GenerateMojo mojo) throws Exception {
    assertThat(failure(mojo))
        .matches(
            "[0-9]+ problems found in this directory\\. Fix what is shown above, and run the goal"
                + " again\\.");
    assertThat(errors.get(0)).matches("[a-z_]+\\.py:[0-9]+:[0-9]+: NS.*");
  }

  @Test
  @InjectMojo(goal = "generate")
  @MojoParameter(name = "port", value = "-1")
  @MojoParameter(name = "skipGenerate", value = "true")
  void ignoresBadParametersOfASkippedGoal(GenerateMojo mojo) {
    assertThatCode(mojo::execute).doesNotThrowAnyException();
  }

  @Test
  @InjectMojo(goal = "start")
  void startsContainersOfItsOwnProjectByDefault(StartMojo mojo) throws Exception {
    EngineRequest request = read(mojo, mojo::engineRequest);

    assertThat(request.kind()).isEqualTo(EngineKind.COMPOSE);
    assertThat(request.composeCommand()).isEmpty();
    assertThat(request.project().text()).matches("empty-project-[0-9a-f]{8}");
    assertThat(request.engine(line -> {})).isInstanceOf(ContainerEngine.class);
  }

  @Test
  @InjectMojo(goal = "stop")
  @MojoParameter(name = "composeCommand", value = " podman  compose ")
  @MojoParameter(name = "projectName", value = "shop")
  void readsTheComposeCommandAndProjectName(StopMojo mojo) throws Exception {
    EngineRequest request = read(mojo, mojo::engineRequest);

    assertThat(request.composeCommand()).contains(List.of("podman", "compose"));
    assertThat(request.project().text()).isEqualTo("shop");
  }

  @Test
  @InjectMojo(goal = "logs")
  @MojoParameter(name = "engine", value = "local")
  void usesProcessesWithTheLocalEngine(LogsMojo mojo) throws Exception {
    assertThat(read(mojo, mojo::engineRequest).engine(line -> {}))
        .isInstanceOf(BackgroundEngine.class);
  }

  /** The file may be gone when the services have to stop. */
  @Test
  @InjectMojo(goal = "stop")
  @MojoParameter(name = "tokenFrom", value = "target/no-such-token")
  void stopNeedsNoFileWithAToken(StopMojo mojo) throws Exception {
    assertThat(read(mojo, mojo::engineRequest).launch().bundle().given())
        .isEqualTo(GivenSecrets.NONE);
  }

  /** The started containers are recorded; the goal fails rather than skip them. */
  @Test
  @InjectMojo(goal = "stop")
  @MojoParameter(name = "engine", value = "local")
  @MojoParameter(name = "composeCommand", value = "no-such-compose")
  @MojoParameter(name = "executionRootDirectory", value = ".")
  void stopsServicesOfTheOtherEngine(StopMojo mojo) throws Exception {
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
}

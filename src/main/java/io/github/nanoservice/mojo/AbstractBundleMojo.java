package io.github.nanoservice.mojo;

import io.github.nanoservice.build.BuildResult;
import io.github.nanoservice.build.BundleBuilder;
import io.github.nanoservice.build.BundleBuilder.Bundle;
import io.github.nanoservice.build.BundleRequest;
import io.github.nanoservice.build.OutputClaim;
import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.SettingsReader;
import io.github.nanoservice.build.SourceRequest;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.digest.Fingerprint;
import io.github.nanoservice.manifest.Authentication;
import io.github.nanoservice.manifest.ErrorDetails;
import io.github.nanoservice.manifest.LogLevel;
import io.github.nanoservice.manifest.MessageLimits;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.manifest.ServiceTimes;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.settings.FunctionSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that write a bundle. */
abstract class AbstractBundleMojo extends AbstractNanoserviceMojo {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?");

  /** RFC 6454 §6.2: scheme, host and a port that is not the default. */
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");

  private static final int LEAST_MAX_BYTES = 1024;

  /** Hexadecimal digits that tell names of bundles apart. */
  private static final int FINGERPRINT_LENGTH = 8;

  /** With fewer, a service cannot start, answer health checks and serve a few calls. */
  private static final int LEAST_PIDS = 32;

  /**
   * Image that the services' containers are built from. It must contain Python and pip. Unless set,
   * this is {@code python:<pythonVersion>-slim}. A tag can later name another image; a digest
   * cannot: {@code python:3.13-slim@sha256:<64 hexadecimal digits>}.
   *
   * <p>Example: {@code <baseImage>registry.example.org/python:3.13</baseImage>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.baseImage")
  private String baseImage;

  /**
   * Port of the first entry point on 127.0.0.1. Each further entry point gets the next port. With
   * 0, every entry point gets any free port, so that several builds can run on one machine.
   *
   * <p>Example: {@code -Dnanoservice.port=9000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.port", defaultValue = "8081", required = true)
  private int port;

  /**
   * Maximum duration of a call, in milliseconds. It includes the calls that the called function
   * makes to other services.
   *
   * <p>Example: {@code -Dnanoservice.callTimeout=120000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.callTimeout", defaultValue = "30000", required = true)
  private long callTimeout;

  /**
   * Maximum time in which the head of a request must arrive, in milliseconds. A connection that
   * sends nothing is closed after this time too.
   *
   * <p>Example: {@code -Dnanoservice.headTimeout=5000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.headTimeout", defaultValue = "10000", required = true)
  private long headTimeout;

  /**
   * Maximum size of the arguments of a call, of its value and of an item of a stream, in bytes as
   * sent.
   *
   * <p>Example: {@code -Dnanoservice.maxBytes=500000000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.maxBytes", defaultValue = "104857600", required = true)
  private int maxBytes;

  /**
   * Maximum size of the arguments of a call without the token of the services, in bytes as sent.
   *
   * <p>Example: {@code -Dnanoservice.maxPublicBytes=100000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.maxPublicBytes", defaultValue = "10485760", required = true)
  private int maxPublicBytes;

  /**
   * Maximum time in which the body of a request must arrive, in milliseconds. Each 4,096 bytes that
   * arrive extend it by a second. A caller that does not read a value loses its connection after
   * this time; a stream waits for its caller.
   *
   * <p>Example: {@code -Dnanoservice.bodyTimeout=10000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.bodyTimeout", defaultValue = "30000", required = true)
  private long bodyTimeout;

  /**
   * Time for which a service in a container still accepts calls after it was told to stop, in
   * milliseconds. Its callers learn in this time that it stops. 0 stops it at once. Local processes
   * always stop at once.
   *
   * <p>Example: {@code -Dnanoservice.drainTime=10000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.drainTime", defaultValue = "3000", required = true)
  private long drainTime;

  /**
   * Time after which a service exits that does not answer its own health check, in milliseconds.
   * The container engine then starts it again. 0 never ends a service. Raise it if a function keeps
   * Python's global lock for longer, for example in a computation in C.
   *
   * <p>Example: {@code -Dnanoservice.probeTimeout=300000}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.probeTimeout", defaultValue = "60000", required = true)
  private long probeTimeout;

  /**
   * Memory limit of each container, in bytes or with one of the units {@code k}, {@code m} and
   * {@code g}. At least {@code 64m}; a service without your code needs about 40 MB. Containers
   * never use swap.
   *
   * <p>Example: {@code -Dnanoservice.memoryLimit=2g}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.memoryLimit", defaultValue = "512m", required = true)
  private String memoryLimit;

  /**
   * Maximum number of processes and threads in each container. At least 32; every running call has
   * its own thread.
   *
   * <p>Example: {@code -Dnanoservice.pidsLimit=512}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.pidsLimit", defaultValue = "4096", required = true)
  private int pidsLimit;

  /**
   * Which calls need the token of the services: {@code none}, {@code internal} or {@code all}. With
   * {@code internal}, calls to all functions but the entry points need it. Services and the Java
   * client send it. The services know the token in any case, and tell callers without it less about
   * exceptions; see {@code errorDetails}.
   *
   * <p>Example: {@code -Dnanoservice.authentication=internal}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.authentication", defaultValue = "none", required = true)
  private String authentication;

  /**
   * File that contains the token of the services. Unless set, every start makes a new random token.
   * The token has 32 to 512 characters: letters, digits, dots, underscores, tildes, plus signs,
   * slashes and dashes. The parameter is a file, because Maven prints the values of parameters with
   * {@code -X}.
   *
   * <p>Example: {@code -Dnanoservice.tokenFrom=/run/secrets/shop-token}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.tokenFrom")
  private File tokenFrom;

  /**
   * Directory of the files {@code tls.crt}, {@code tls.key} and {@code ca.crt} in PEM. Services
   * then serve and call with TLS only, with this certificate and key, and accept only callers with
   * a certificate that an authority in {@code ca.crt} has signed. The certificate must be valid for
   * the names of all services and for 127.0.0.1. Without this parameter services use plain HTTP.
   *
   * <p>Example: {@code -Dnanoservice.tlsDirectory=src/main/tls}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.tlsDirectory")
  private File tlsDirectory;

  /**
   * What a caller without the token learns of an exception: {@code message}, {@code none} or {@code
   * full}. With {@code message} it gets class and message, with {@code none} neither, and with
   * {@code full} the traceback with source lines as well. A caller with the token gets everything.
   *
   * <p>Example: {@code -Dnanoservice.errorDetails=none}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.errorDetails", defaultValue = "message", required = true)
  private String errorDetails;

  /**
   * Which log messages of the functions a service shows if they configure no logging: those of at
   * least this level of Python's {@code logging}, which is {@code debug}, {@code info}, {@code
   * warning}, {@code error} or {@code critical}. A program that calls {@code logging.basicConfig}
   * or gives the root logger a level or a handler decides for itself.
   *
   * <p>Example: {@code -Dnanoservice.logLevel=debug}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.logLevel", defaultValue = "info", required = true)
  private String logLevel;

  /**
   * Further host names that services answer to, for example those of a proxy before them. A service
   * always answers to its own names, to localhost and to IP addresses.
   *
   * <p>Example: {@code <allowedHosts>shop.example.org</allowedHosts>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.allowedHosts")
  private List<String> allowedHosts;

  /**
   * Origins whose web pages may call services from a browser. Without this parameter only pages of
   * a service's own origin may.
   *
   * <p>Example: {@code <allowedOrigins>https://shop.example.org</allowedOrigins>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.allowedOrigins")
  private List<String> allowedOrigins;

  /**
   * Whether containers can reach the metadata service of a cloud, which gives credentials to every
   * process that asks it. With {@code false}, the addresses 169.254.169.254, 169.254.170.2 and
   * fd00:ec2::254 lead nowhere.
   *
   * <p>Example: {@code <metadataAccess>true</metadataAccess>}
   *
   * @since 0.1.0
   */
  @Parameter(property = "nanoservice.metadataAccess", defaultValue = "false", required = true)
  private boolean metadataAccess;

  /**
   * Settings of functions and services. The {@code name} is that of a function, {@code
   * module.function}, that of a service, or a pattern in which {@code *} stands for any text. The
   * most specific name wins, for each setting by itself: a name before patterns, and a long pattern
   * before a short one. The page on settings describes each of them.
   *
   * <p>Example: {@code
   * <functions><function><name>pricing.*</name><memory>1g</memory></function></functions>}
   *
   * @since 0.1.0
   */
  @Parameter private List<FunctionParameters> functions;

  @Parameter(defaultValue = "${project.artifactId}", readonly = true, required = true)
  private String artifactId;

  @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
  private File basedir;

  @Parameter(defaultValue = "${project.version}", readonly = true, required = true)
  private String version;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /** When this run of Maven began, which no other run has in common with it. */
  @Parameter(defaultValue = "${session.request.startTime}", readonly = true)
  private Date buildStart;

  /** The current execution of the goal. */
  final MojoExecution execution() {
    return execution;
  }

  /**
   * Writes a bundle, unless another execution of this build writes its own into the same directory.
   *
   * @return empty if the source directory does not exist
   */
  final Optional<Bundle> write(BundleRequest request) throws MojoFailureException, IOException {
    List<Finding> findings = new ArrayList<>();
    Optional<Date> start = Optional.ofNullable(buildStart);
    if (start.isPresent() && Files.isDirectory(request.source().directory())) {
      String build = ProcessHandle.current().pid() + "-" + start.get().getTime();
      OutputClaim claim = OutputClaim.of(build, describedExecution(), request);
      findings.addAll(claim.take(request.outputDirectory()));
    }
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
        ? report(new BuildResult.Refused<>(findings))
        : report(with(findings, BundleBuilder.bundled(installed()).generate(request)));
  }

  private static BuildResult<Bundle> with(List<Finding> warnings, BuildResult<Bundle> result) {
    List<Finding> all = new ArrayList<>(warnings);
    all.addAll(result.findings());
    if (result instanceof BuildResult.Done<Bundle> done) {
      return new BuildResult.Done<>(done.value(), all);
    }
    return result instanceof BuildResult.Refused<Bundle> ? new BuildResult.Refused<>(all) : result;
  }

  private String describedExecution() {
    return "execution \"%s\" of %s".formatted(execution.getExecutionId(), artifactId);
  }

  final String artifactId() {
    return artifactId;
  }

  final BundleRequest bundleRequest(Parameters parameters) {
    // No image may contain a secret because its file is beside the modules.
    SourceRequest source =
        sourceRequest(parameters)
            .excluding(
                Stream.of(tokenFrom, tlsDirectory)
                    .filter(Objects::nonNull)
                    .map(AbstractNanoserviceMojo::absolute)
                    .toList());
    return new BundleRequest(
        source, outputDirectory(), settings(parameters, source), given(parameters));
  }

  /** Whom the goal asks about imports that nothing accounts for. */
  InstalledDistributions installed() {
    return InstalledDistributions.unknown();
  }

  /** Whether the goal hands secrets to services. A goal that does not needs no files of them. */
  boolean usesSecrets() {
    return true;
  }

  /** Whether the goal starts services, so that every secret of the program has to be there. */
  boolean requiresSecrets() {
    return false;
  }

  private GivenSecrets given(Parameters parameters) {
    return usesSecrets()
        ? parameters.secrets(
            Optional.ofNullable(tokenFrom).map(AbstractNanoserviceMojo::absolute),
            Optional.ofNullable(tlsDirectory).map(AbstractNanoserviceMojo::absolute),
            parameters.programSecrets(
                functionSettings(new Parameters()),
                basedir.toPath(),
                System.getenv(),
                requiresSecrets()))
        : GivenSecrets.NONE;
  }

  private ServiceSettings serviceSettings(Parameters parameters) {
    return new ServiceSettings(
        parameters.milliseconds("callTimeout", callTimeout),
        parameters.choice("authentication", authentication, Authentication.class),
        parameters.choice("errorDetails", errorDetails, ErrorDetails.class),
        parameters.texts(
            "allowedHosts",
            allowedHosts,
            HOST.asMatchPredicate(),
            "a host name",
            "shop.example.org"),
        parameters.texts(
            "allowedOrigins",
            allowedOrigins,
            ORIGIN.asMatchPredicate(),
            "an origin",
            "https://shop.example.org"),
        tlsDirectory != null,
        new ServiceTimes(
            parameters.milliseconds("headTimeout", headTimeout),
            parameters.milliseconds("bodyTimeout", bodyTimeout),
            parameters.milliseconds("drainTime", drainTime, 0),
            parameters.milliseconds("probeTimeout", probeTimeout, 0)),
        new MessageLimits(
            parameters.number("maxBytes", maxBytes, LEAST_MAX_BYTES, Integer.MAX_VALUE),
            parameters.number(
                "maxPublicBytes", maxPublicBytes, LEAST_MAX_BYTES, Integer.MAX_VALUE)),
        parameters.choice("logLevel", logLevel, LogLevel.class));
  }

  private List<FunctionSettings> functionSettings(Parameters parameters) {
    return Optional.ofNullable(functions).orElse(List.of()).stream()
        .map(each -> each.settings(parameters))
        .toList();
  }

  /**
   * The compose file contains the name, so it is made of characters that need no quotes. Bundles
   * whose names differ in other characters only do not share their secrets.
   */
  private String secretsDirectory() {
    String name = outputDirectory().getFileName().toString();
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    String suffix =
        plain.equals(name) ? "" : "-" + Fingerprint.of(name).substring(0, FINGERPRINT_LENGTH);
    return "../" + plain + suffix + ".secrets";
  }

  private RenderSettings settings(Parameters parameters, SourceRequest source) {
    String defaultImage = "python:" + source.services().pythonVersion() + "-slim";
    return RenderSettings.builder(artifactId)
        .version(version)
        .baseImage(
            Optional.ofNullable(baseImage)
                .map(
                    image ->
                        parameters.text(
                            "baseImage",
                            image,
                            SettingsReader.IMAGE.asMatchPredicate(),
                            "an image name",
                            "python:3.13-slim"))
                .orElse(defaultImage))
        .firstPort(parameters.number("port", port, 0, RenderSettings.LAST_PORT))
        .services(serviceSettings(parameters))
        .secrets(secretsDirectory())
        .memoryLimit(parameters.size("memoryLimit", memoryLimit, SettingsReader.LEAST_MEMORY))
        .pidsLimit(parameters.number("pidsLimit", pidsLimit, LEAST_PIDS, Integer.MAX_VALUE))
        .metadataAccess(metadataAccess)
        .functions(functionSettings(parameters))
        .build();
  }
}

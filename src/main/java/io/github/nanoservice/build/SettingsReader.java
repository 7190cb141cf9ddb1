package io.github.nanoservice.build;

import io.github.nanoservice.contract.MediaType;
import io.github.nanoservice.python.Identifier;
import io.github.nanoservice.requirements.PythonVersion;
import io.github.nanoservice.settings.FunctionSettings.Handler;
import io.github.nanoservice.settings.FunctionSettings.SecretSource;
import io.github.nanoservice.settings.MemorySize;
import io.github.nanoservice.settings.NamePattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the texts that one {@code <function>} in {@code <functions>} contains, and collects a
 * finding for each bad one, whose value is then left out.
 */
public final class SettingsReader {
  private static final String PARAMETER = "functions";

  /** With less, a service is killed while it starts or at its first call. */
  public static final String LEAST_MEMORY = "64m";

  /** A blank would end an image name in a Dockerfile. The algorithms are those of the OCI. */
  public static final Pattern IMAGE =
      Pattern.compile("[^\\s@$]++(?:@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?+");

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.*-]++");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,7})(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Milliseconds of each unit. */
  private static final Map<String, Integer> UNITS =
      Map.of("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000);

  private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,3})?");

  /** Compose and Docker refuse less than a hundredth of a core. */
  private static final BigDecimal LEAST_CPUS = new BigDecimal("0.01");

  private static final Pattern REPLICAS = Pattern.compile("[1-9][0-9]{0,2}");

  /** At most 64: the runtime refuses more. */
  private static final Pattern WORKERS = Pattern.compile("[1-9]|[1-5][0-9]|6[0-4]");

  /** POSIX.1-2017 §8.1, with the lower case letters that programs use too. */
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+");

  /** The variables of the runtime, which a setting must not replace. */
  private static final String OF_RUNTIME = "NANOSERVICE_";

  /** Debian Policy §5.6.7, and a version (§5.6.12). */
  private static final Pattern PACKAGE =
      Pattern.compile("[a-z0-9][a-z0-9+.-]++(?:=[0-9][A-Za-z0-9.+~:-]*+)?");

  private static final Set<String> HANDLERS =
      Arrays.stream(Handler.values()).map(Handler::toString).collect(Collectors.toSet());

  private final Parameters parameters;
  private final String name;

  private SettingsReader(Parameters parameters, String name) {
    this.parameters = parameters;
    this.name = name;
  }

  /**
   * A reader of the settings of the functions with a name.
   *
   * @param name null if there is none
   */
  public static SettingsReader of(Parameters parameters, String name) {
    String text = Optional.ofNullable(name).map(String::strip).orElse("");
    SettingsReader reader = new SettingsReader(parameters, text);
    if (!NAME.matcher(text).matches()) {
      reader.reject(
          "name",
          text,
          "the name of a function, of a service, or a pattern",
          "pricing.quote or pricing.*");
    }
    return reader;
  }

  /** The functions that the settings are for. */
  public NamePattern name() {
    return new NamePattern(Identifier.normalized(name));
  }

  /** A duration with a unit: {@code 30s}. */
  public Optional<Duration> timeout(String value) {
    return legal(
            "timeout",
            value,
            text -> duration(text).isPresent(),
            "a duration of at most 24h",
            "30s")
        .flatMap(SettingsReader::duration);
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    return matcher.matches()
        ? Optional.of(
                Duration.ofMillis(
                    Math.multiplyExact(
                        Long.parseLong(matcher.group(1)), (long) UNITS.get(matcher.group(2)))))
            .filter(duration -> duration.compareTo(LONGEST) <= 0)
        : Optional.empty();
  }

  /** An amount of memory: {@code 512m}. */
  public Optional<String> memory(String value) {
    return legal(
            "memory",
            value,
            text -> MemorySize.isAtLeast(text.toLowerCase(Locale.ROOT), LEAST_MEMORY),
            "an amount of memory of at least " + LEAST_MEMORY,
            "512m")
        .map(text -> text.toLowerCase(Locale.ROOT));
  }

  /** A number of CPU cores: {@code 0.5}. */
  public Optional<String> cpus(String value) {
    return legal(
            "cpus",
            value,
            text -> CPUS.matcher(text).matches() && new BigDecimal(text).compareTo(LEAST_CPUS) >= 0,
            "a number of CPU cores of at least 0.01, with three digits after the point at most",
            "0.5")
        .map(text -> new BigDecimal(text).stripTrailingZeros().toPlainString());
  }

  /** A number of instances. */
  public Optional<Integer> replicas(String value) {
    return legal(
            "replicas", value, REPLICAS.asMatchPredicate(), "a whole number from 1 to 999", "2")
        .map(Integer::valueOf);
  }

  /** A number of processes. */
  public Optional<Integer> workers(String value) {
    return legal("workers", value, WORKERS.asMatchPredicate(), "a whole number from 1 to 64", "2")
        .map(Integer::valueOf);
  }

  /** A truth value. */
  public Optional<Boolean> network(String value) {
    return legal("network", value, List.of("true", "false")::contains, "true or false", "true")
        .map(Boolean::valueOf);
  }

  /** The name of an image. */
  public Optional<String> baseImage(String value) {
    return legal("baseImage", value, IMAGE.asMatchPredicate(), "an image name", "python:3.13-slim");
  }

  /** A Python version. */
  public Optional<String> pythonVersion(String value) {
    return legal(
        "pythonVersion",
        value,
        text -> PythonVersion.parse(text).isPresent(),
        "a Python version from 3.8 on",
        "3.13");
  }

  /** A media type. */
  public Optional<String> contentType(String value) {
    return legal(
        "contentType",
        value,
        MediaType::isLegal,
        "a media type with parameters of the form \"; name=value\"",
        "image/png or text/csv; charset=utf-8");
  }

  /** The platform that calls functions with events. */
  public Optional<Handler> handler(String value) {
    return legal("handler", value, HANDLERS::contains, "a kind of handler", "lambda")
        .map(text -> Handler.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /**
   * Names of packages.
   *
   * @param value null if there are none
   */
  public List<String> systemPackages(List<String> value) {
    return Optional.ofNullable(value).orElse(List.of()).stream()
        .map(
            each ->
                legal(
                    "systemPackages",
                    Optional.ofNullable(each).orElse(""),
                    PACKAGE.asMatchPredicate(),
                    "the name of a Debian package",
                    "libgomp1"))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Environment variables; an empty element is an empty value.
   *
   * @param value null if there are none
   */
  public Map<String, String> environment(Map<String, String> value) {
    Map<String, String> variables = new LinkedHashMap<>();
    Optional.ofNullable(value)
        .orElse(Map.of())
        .forEach(
            (variable, text) ->
                variable("environment", variable)
                    .ifPresent(
                        legal -> variables.put(legal, Optional.ofNullable(text).orElse(""))));
    return variables;
  }

  /**
   * Adds a secret.
   *
   * @param variable its name; null if it has none
   * @param file null if it is not in a file
   * @param source the name of an environment variable of the build; null if it is in none
   */
  public void secret(
      Map<String, SecretSource> secrets, String variable, String file, String source) {
    Optional<String> name = variable("secret", Optional.ofNullable(variable).orElse(""));
    Optional<String> path = Optional.ofNullable(file).filter(text -> !text.isBlank());
    Optional<String> given = Optional.ofNullable(source).filter(text -> !text.isBlank());
    if (path.isPresent() == given.isPresent()) {
      reject(
          "secret",
          Optional.ofNullable(variable).orElse(""),
          "a secret with either a <file> or a <variable>",
          "<secret><name>DB_PASSWORD</name><variable>SHOP_DB_PASSWORD</variable></secret>");
      return;
    }
    name.ifPresent(
        legal ->
            secrets.put(
                legal, new SecretSource(path.map(String::strip), given.map(String::strip))));
  }

  private Optional<String> variable(String setting, String variable) {
    return legal(
        setting,
        variable,
        text -> VARIABLE.matcher(text).matches() && !text.startsWith(OF_RUNTIME),
        "the name of an environment variable that does not begin with " + OF_RUNTIME,
        "LOG_LEVEL");
  }

  /** Returns a text without the blanks around it; nothing if it is not set or not legal. */
  private Optional<String> legal(
      String setting, String value, Predicate<String> legal, String meaning, String example) {
    Optional<String> text = Optional.ofNullable(value).map(String::strip);
    if (text.isPresent() && !legal.test(text.get())) {
      reject(setting, text.get(), meaning, example);
      return Optional.empty();
    }
    return text;
  }

  private void reject(String setting, String value, String meaning, String example) {
    parameters.reject(
        PARAMETER,
        "<%s> of <name>%s</name>: \"%s\" is not %s".formatted(setting, name, value, meaning),
        "Write one like %s.".formatted(example));
  }
}

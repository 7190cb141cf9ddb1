package io.github.nanoservice.build;

import com.google.gson.JsonElement;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.python.Identifier;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.InvalidSecretException;
import io.github.nanoservice.secret.ProgramSecrets;
import io.github.nanoservice.secret.TlsFiles;
import io.github.nanoservice.settings.FunctionSettings;
import io.github.nanoservice.settings.MemorySize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the values of parameters and collects a finding for each bad one.
 *
 * <p>For a bad value a method returns a legal one, so that the caller can go on to the next
 * parameter. What is built from these values must not be used unless {@link #findings} is empty.
 */
public final class Parameters {
  private static final Pattern LONG_NUMBER = Pattern.compile("(\\d{500})\\d++");

  /** POSIX.1-2017, 8.1: no equals sign; no other tool accepts blanks. */
  private static final Pattern VARIABLE = Pattern.compile("[^=\\s\\p{Cntrl}]++");

  private final List<Finding> findings = new ArrayList<>();

  /** One finding for each bad value so far. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /**
   * Adds a finding.
   *
   * @param message what is wrong, without a full stop
   * @param advice what to do next, one sentence
   */
  public void reject(String parameter, String message, String advice) {
    findings.add(
        Finding.of(Rule.INVALID_PARAMETER, new Location.InParameter(parameter), message, advice));
  }

  /**
   * A parameter as messages name it: {@code <port> (nanoservice.port)}.
   *
   * @param parameter that has a property
   */
  public static String reference(String parameter) {
    return "<%s> (nanoservice.%s)".formatted(parameter, parameter);
  }

  /**
   * One constant of an enum. Users write {@code ENTRY_POINTS} as {@code entryPoints}.
   *
   * @return the first constant if the value is bad
   */
  public <E extends Enum<E>> E choice(String parameter, String value, Class<E> type) {
    E[] constants = type.getEnumConstants();
    Optional<E> chosen =
        Arrays.stream(constants).filter(each -> label(each).equals(value.strip())).findFirst();
    if (chosen.isEmpty()) {
      List<String> labels = Arrays.stream(constants).map(Parameters::label).toList();
      reject(
          parameter,
          "\"%s\" is not a legal value".formatted(value),
          "Set %s to %s or %s."
              .formatted(
                  reference(parameter),
                  String.join(", ", labels.subList(0, labels.size() - 1)),
                  labels.get(labels.size() - 1)));
    }
    return chosen.orElse(constants[0]);
  }

  private static String label(Enum<?> constant) {
    List<String> words = List.of(constant.name().toLowerCase(Locale.ROOT).split("_"));
    return words.get(0)
        + words.stream()
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }

  /**
   * A text.
   *
   * @param legal decides on the text without the blanks around it
   * @param meaning what a bad value is not: {@code an image name}
   * @param example a legal value, which is also returned for a bad one
   */
  public String text(
      String parameter, String value, Predicate<String> legal, String meaning, String example) {
    String stripped = value.strip();
    if (legal.test(stripped)) {
      return stripped;
    }
    reject(
        parameter,
        "\"%s\" is not %s".formatted(value, meaning),
        "Set %s to one like %s.".formatted(reference(parameter), example));
    return example;
  }

  /**
   * The names of functions, in the form in which Python compares names.
   *
   * @param value null if the parameter is not set
   */
  public List<String> names(String parameter, List<String> value) {
    return names(parameter, reference(parameter), Optional.ofNullable(value).orElse(List.of()));
  }

  /**
   * The name of a function or a service, in the form in which Python compares names.
   *
   * @param value null if the parameter is not set
   */
  public Optional<String> name(String value) {
    return Optional.ofNullable(value).map(String::strip).map(Identifier::normalized);
  }

  /**
   * The names of environment variables.
   *
   * @param value null if the parameter is not set
   */
  public List<String> variables(String parameter, List<String> value) {
    List<String> names = new ArrayList<>();
    for (String each : Optional.ofNullable(value).orElse(List.of())) {
      String name = Optional.ofNullable(each).orElse("").strip();
      if (VARIABLE.matcher(name).matches()) {
        names.add(name);
      } else {
        reject(
            parameter,
            "\"%s\" is not the name of an environment variable".formatted(name),
            "Set %s to names with a comma between them, such as PYTHONWARNINGS, PYTHONPATH."
                .formatted(reference(parameter)));
      }
    }
    return names;
  }

  private List<String> names(String parameter, String reference, List<String> value) {
    // An empty item of a list is null in Maven 3 and empty in Maven 4.
    if (value.stream().anyMatch(name -> name == null || name.isBlank())) {
      reject(
          parameter,
          "an entry has no name",
          "Set %s to names of functions with a comma between them, such as main, report."
              .formatted(reference));
      return List.of();
    }
    return value.stream().map(String::strip).map(Identifier::normalized).toList();
  }

  /**
   * The names of functions by the name of their group. A group may be empty here.
   *
   * @param value null if the parameter is not set
   */
  public Map<String, List<String>> groups(String parameter, Map<String, String> value) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    orEmpty(value)
        .forEach(
            (name, functions) ->
                groups.put(
                    name,
                    functions == null || functions.isBlank()
                        ? List.of()
                        : names(
                            parameter,
                            "<%s> in <%s>".formatted(name, parameter),
                            List.of(functions.split(",", -1)))));
    return groups;
  }

  /**
   * Texts by the name of a module or a package, in the form in which Python compares names.
   *
   * @param value null if the parameter is not set
   */
  public Map<String, String> texts(String parameter, Map<String, String> value) {
    Map<String, String> texts = new LinkedHashMap<>();
    orEmpty(value)
        .forEach(
            (name, text) -> {
              if (text == null || text.isBlank()) {
                reject(
                    parameter,
                    "\"%s\" has no value".formatted(name),
                    "Write <%s>VALUE</%s> in <%s>.".formatted(name, name, parameter));
              } else {
                texts.put(Identifier.normalized(name), text.strip());
              }
            });
    return texts;
  }

  /** A number in a range, both ends included. */
  public int number(String parameter, int value, int least, int most) {
    if (value < least || value > most) {
      reject(
          parameter,
          "%d is out of range".formatted(value),
          "Set %s to a number %s."
              .formatted(
                  reference(parameter),
                  most == Integer.MAX_VALUE
                      ? "of at least %d".formatted(least)
                      : "from %d to %d".formatted(least, most)));
      return least;
    }
    return value;
  }

  /** A positive number of milliseconds. */
  public Duration milliseconds(String parameter, long value) {
    return milliseconds(parameter, value, 1);
  }

  /**
   * A number of milliseconds.
   *
   * @param least the smallest legal value
   */
  public Duration milliseconds(String parameter, long value, long least) {
    if (value < least) {
      reject(
          parameter,
          "%d is out of range".formatted(value),
          "Set %s to a number of milliseconds of at least %d."
              .formatted(reference(parameter), least));
      return Duration.ofMillis(least);
    }
    return Duration.ofMillis(value);
  }

  /**
   * An amount of memory: bytes, or a number with {@code k}, {@code m} or {@code g}.
   *
   * @param least the smallest legal value, in the same form
   */
  public String size(String parameter, String value, String least) {
    String size = value.strip().toLowerCase(Locale.ROOT);
    if (!MemorySize.isAtLeast(size, least)) {
      reject(
          parameter,
          "\"%s\" is not a number of at least %s".formatted(value, least),
          "Set %s to bytes, or to a whole number with k, m or g, such as 512m."
              .formatted(reference(parameter)));
      return least;
    }
    return size;
  }

  /**
   * Host names or origins.
   *
   * @param value null if the parameter is not set
   * @param legal decides on each one without the blanks around it
   * @param meaning what a bad one is not: {@code a host name}
   * @param example a legal one
   */
  public List<String> texts(
      String parameter,
      List<String> value,
      Predicate<String> legal,
      String meaning,
      String example) {
    return Optional.ofNullable(value).orElse(List.of()).stream()
        .map(each -> text(parameter, Optional.ofNullable(each).orElse(""), legal, meaning, example))
        .toList();
  }

  /**
   * The secrets that the user gives. A finding never contains one.
   *
   * @param tokenFrom the file with the token
   * @param tlsDirectory the directory with the files for TLS
   * @param program the secrets of the program
   */
  public GivenSecrets secrets(
      Optional<Path> tokenFrom, Optional<Path> tlsDirectory, ProgramSecrets program) {
    return new GivenSecrets(
        secret("tokenFrom", tokenFrom, GivenSecrets::token),
        secret("tlsDirectory", tlsDirectory, TlsFiles::read),
        program);
  }

  /**
   * The secrets of the program.
   *
   * @param functions the settings that name them
   * @param directory the directory at which relative paths start
   * @param environment the variables of the build
   * @param required whether a secret that is not there is a finding; it is left out otherwise
   */
  public ProgramSecrets programSecrets(
      List<FunctionSettings> functions,
      Path directory,
      Map<String, String> environment,
      boolean required) {
    SortedMap<String, String> values = new TreeMap<>();
    for (FunctionSettings each : functions) {
      each.secrets()
          .forEach(
              (name, source) -> {
                try {
                  values.put(name, value(source, directory, environment));
                } catch (InvalidSecretException e) {
                  if (required) {
                    reject(
                        "functions",
                        "the secret %s: %s".formatted(name, e.getMessage()),
                        e.advice());
                  }
                }
              });
    }
    return new ProgramSecrets(values);
  }

  private static String value(
      FunctionSettings.SecretSource source, Path directory, Map<String, String> environment)
      throws InvalidSecretException {
    if (source.file().isPresent()) {
      return ProgramSecrets.ofFile(directory.resolve(source.file().get()));
    }
    String variable = source.variable().orElse("");
    return ProgramSecrets.ofVariable(variable, environment.getOrDefault(variable, ""));
  }

  /** Reads a secret from a path. */
  @FunctionalInterface
  private interface SecretReader<T> {
    T read(Path path) throws InvalidSecretException;
  }

  private <T> Optional<T> secret(String parameter, Optional<Path> path, SecretReader<T> reader) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(path.get()));
    } catch (InvalidSecretException e) {
      reject(parameter, e.getMessage(), e.advice());
      return Optional.empty();
    }
  }

  /** The text of a JSON array. */
  public String jsonArray(String parameter, String value) {
    return json(
        parameter, value, JsonElement::isJsonArray, "a JSON array", "[\"example\", 3]", "[]");
  }

  /** The text of a JSON object. */
  public String jsonObject(String parameter, String value) {
    return json(
        parameter,
        value,
        JsonElement::isJsonObject,
        "a JSON object",
        "{\"name\": \"example\"}",
        "{}");
  }

  private String json(
      String parameter,
      String value,
      Predicate<JsonElement> type,
      String kind,
      String example,
      String fallback) {
    if (isJson(value, type)) {
      return value;
    }
    reject(
        parameter,
        "%s is not %s".formatted(value, kind),
        "Set %s to one such as %s; on the command line, put it in single quotes."
            .formatted(reference(parameter), example));
    return fallback;
  }

  private static boolean isJson(String text, Predicate<JsonElement> type) {
    try {
      // Gson refuses long numbers, which Python accepts. Their length does not change the form.
      String shortened = LONG_NUMBER.matcher(text).replaceAll(found -> found.group(1));
      return type.test(JsonNode.parse(shortened).value());
    } catch (JsonException e) {
      return false;
    }
  }

  private static Map<String, String> orEmpty(Map<String, String> value) {
    return Optional.ofNullable(value).orElse(Map.of());
  }
}

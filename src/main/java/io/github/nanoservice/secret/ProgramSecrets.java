package io.github.nanoservice.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Secrets of the user's program, such as passwords of databases.
 *
 * @param values one character for each byte of a secret, by its name
 */
public record ProgramSecrets(SortedMap<String, String> values) {
  public ProgramSecrets {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The program has no secrets. */
  public static final ProgramSecrets NONE = new ProgramSecrets(Collections.emptySortedMap());

  private static final String PREFIX = "secret.";

  private static final Pattern LINE_END = Pattern.compile("\\r?\\n\\z");

  /** Returns the name of the file with a secret. */
  public static String fileName(String name) {
    return PREFIX + name;
  }

  /**
   * Reads a secret from a file. One line end at its end is not part of the secret.
   *
   * @throws InvalidSecretException if the file cannot be read, or no environment variable can have
   *     its content
   */
  public static String ofFile(Path file) throws InvalidSecretException {
    return legal(LINE_END.matcher(SecretFile.read(file)).replaceFirst(""), file.toString());
  }

  /**
   * Takes a secret from the value of an environment variable.
   *
   * @throws InvalidSecretException if it is empty
   */
  public static String ofVariable(String variable, String value) throws InvalidSecretException {
    String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return legal(bytes, "the environment variable " + variable);
  }

  private static String legal(String value, String origin) throws InvalidSecretException {
    if (value.isEmpty() || value.indexOf('\0') >= 0) {
      throw new InvalidSecretException(
          "the secret in %s is empty, or has a zero byte".formatted(origin),
          "Write the secret there as text.");
    }
    return value;
  }

  /** Returns the secrets that a directory has files of. */
  static ProgramSecrets in(Path directory) throws InvalidSecretException {
    SortedMap<String, String> values = new TreeMap<>();
    for (Path file : files(directory)) {
      values.put(file.getFileName().toString().substring(PREFIX.length()), SecretFile.read(file));
    }
    return new ProgramSecrets(values);
  }

  /** Returns the files of secrets in a directory. */
  static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
    } catch (IOException e) {
      return List.of(); // nobody can read them
    }
  }

  /** Returns the contents of the files by their names. */
  SortedMap<String, byte[]> contents() {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    values.forEach(
        (name, value) -> contents.put(fileName(name), value.getBytes(StandardCharsets.ISO_8859_1)));
    return contents;
  }

  /** No log shows the values. */
  @Override
  public String toString() {
    return "ProgramSecrets" + values.keySet();
  }
}

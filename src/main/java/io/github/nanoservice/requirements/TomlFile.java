package io.github.nanoservice.requirements;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A file in TOML, and what is wrong with it. */
final class TomlFile {
  private final String path;
  private final Source source;
  private final TomlParseResult root;
  private final List<Finding> findings = new ArrayList<>();

  private TomlFile(String path, Source source, TomlParseResult root) {
    this.path = path;
    this.source = source;
    this.root = root;
  }

  /**
   * Parses a text.
   *
   * @param path as locations have it
   */
  static TomlFile of(String path, String text) {
    Source source = new Source(text.replace("\uFEFF", ""));
    TomlFile file = new TomlFile(path, source, Toml.parse(source.text()));
    // Further errors follow from the first.
    file.root.errors().stream().limit(1).forEach(file::malformed);
    return file;
  }

  TomlTable root() {
    return root;
  }

  /** What is wrong, in the order in which it was found. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Returns the array at a path of keys; reports a value that is none. */
  Optional<TomlArray> array(List<String> keys) {
    return value(keys, TomlArray.class, "is not an array", "Write an array of texts.");
  }

  /** Returns the table at a path of keys; reports a value that is none. */
  Optional<TomlTable> table(List<String> keys) {
    return value(
        keys, TomlTable.class, "is not a table", "Write lines NAME = VALUE below its name.");
  }

  private <T> Optional<T> value(List<String> keys, Class<T> type, String message, String advice) {
    if (!isTable(keys.subList(0, keys.size() - 1)) || root.get(keys) == null) {
      return Optional.empty();
    }
    if (type.isInstance(root.get(keys))) {
      return Optional.of(type.cast(root.get(keys)));
    }
    report(root.inputPositionOf(keys), String.join(".", keys) + " " + message, advice);
    return Optional.empty();
  }

  private boolean isTable(List<String> keys) {
    return keys.isEmpty()
        || isTable(keys.subList(0, keys.size() - 1)) && root.get(keys) instanceof TomlTable;
  }

  private void malformed(TomlParseError error) {
    report(
        error.position(),
        "this is not TOML: " + error.getMessage(),
        "Correct the file; https://toml.io describes the syntax.");
  }

  void report(TomlPosition position, String message, String advice) {
    findings.add(Finding.of(Rule.UNUSABLE_DECLARATION, location(position), message, advice));
  }

  /** Reports credentials, and does not show them. */
  void refuseCredentials(TomlPosition position) {
    findings.add(
        Finding.of(
            Rule.UNUSABLE_DECLARATION,
            new Location.InFile(path),
            UrlCredentials.message(location(position).start().line()),
            UrlCredentials.ADVICE));
  }

  /** Reports a requirement that is a file or directory of this machine. */
  void ignoreLocal(TomlPosition position, String requirement) {
    ignore(
        position,
        "\"%s\" is a local file or directory, so no service gets it".formatted(requirement),
        "Publish it to an index and write its version, or write its URL: url = \"https://...\".");
  }

  /** Reports a requirement from an index that pip is not told to ask. */
  void ignoreIndex(TomlPosition position, Requirement requirement, String index) {
    ignore(
        position,
        "\"%s\" comes from the index \"%s\", and pip may ask another one for this name, so no service gets it"
            .formatted(requirement.name(), index),
        "Lock the project: a lock file is read first, and its hashes refuse another distribution of this"
            + " name. If <packageIndex> names the index, list the distribution in <requirementNames>.");
  }

  /** Reports a requirement that no service gets. */
  void ignore(TomlPosition position, String message, String advice) {
    findings.add(Finding.of(Rule.REQUIREMENT_NOT_FOLLOWED, location(position), message, advice));
  }

  private Location.InSource location(TomlPosition position) {
    String text = source.text();
    int start = 0;
    for (int line = 1; line < position.line() && text.indexOf('\n', start) >= 0; line++) {
      start = text.indexOf('\n', start) + 1;
    }
    int from = Math.min(start + position.column() - 1, text.length());
    // The parser counts the line break before the first value of a line to that value.
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int end = text.indexOf('\n', from);
    int last = end < 0 ? text.length() : end;
    return Location.InSource.of(path, source, new Span(from, last));
  }
}

package io.github.nanoservice.requirements;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the dependencies of a {@code pyproject.toml}: PEP 621, and dependency groups, PEP 735. */
final class PyprojectReader {
  private static final String GROUPS = "dependency-groups";

  private final TomlFile file;
  private final UserRequirements.Builder found;
  private final Set<String> read = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private PyprojectReader(TomlFile file, UserRequirements.Builder found) {
    this.file = file;
    this.found = found;
  }

  /**
   * Reads the file.
   *
   * @param path as locations have it
   * @param groups names of dependency groups that services need, too
   * @return empty if it declares no dependencies, as one that only configures tools
   */
  static Optional<UserRequirements> read(String path, String text, List<String> groups) {
    TomlFile file = TomlFile.of(path, text);
    PyprojectReader reader = new PyprojectReader(file, new UserRequirements.Builder(path));
    Optional<TomlArray> dependencies =
        file.findings().isEmpty()
            ? file.array(List.of("project", "dependencies"))
            : Optional.empty();
    dependencies.ifPresent(reader::add);
    if (file.findings().isEmpty()) {
      groups.forEach(name -> reader.addGroup(name, TomlPosition.positionAt(1, 1)));
    }
    file.findings().forEach(reader.found::report);
    boolean declares = dependencies.isPresent() || !groups.isEmpty();
    return declares || !file.findings().isEmpty()
        ? Optional.of(reader.found.build())
        : Optional.empty();
  }

  private void add(TomlArray entries) {
    for (int i = 0; i < entries.size(); i++) {
      TomlPosition position = entries.inputPositionOf(i);
      if (entries.get(i) instanceof String text) {
        add(text, position);
      } else if (entries.get(i) instanceof TomlTable table
          && !open.isEmpty()
          && table.get("include-group") instanceof String name) {
        addGroup(name, position);
      } else {
        file.report(
            position,
            "this is not a requirement",
            "Write a text with a name and versions, such as \"requests>=2\".");
      }
    }
  }

  private void add(String text, TomlPosition position) {
    String line = text.strip().replaceAll("\\s++", " ");
    Requirement.of(line)
        .filter(requirement -> line.startsWith(requirement.name()))
        .ifPresentOrElse(
            found::pin,
            () ->
                file.ignore(
                    position,
                    "\"%s\" does not name its distribution, so no service gets it".formatted(line),
                    "Write a name and versions, such as \"requests>=2\", or \"NAME @ URL\"."));
  }

  /** Adds a group, and those that it includes; each once. */
  private void addGroup(String name, TomlPosition position) {
    String key = Requirement.normalized(name);
    if (open.contains(key)) {
      file.report(
          position,
          "the dependency group \"%s\" includes itself".formatted(name),
          "Remove one of the lines of the loop.");
      return;
    }
    if (!read.add(key)) {
      return;
    }
    Optional<TomlArray> entries =
        file.root().get(List.of(GROUPS)) instanceof TomlTable groups
            ? groups.keySet().stream()
                .filter(each -> Requirement.normalized(each).equals(key))
                .findFirst()
                .flatMap(each -> file.array(List.of(GROUPS, each)))
            : Optional.empty();
    if (entries.isEmpty()) {
      file.report(
          position,
          "there is no dependency group \"%s\"".formatted(name),
          "Add it to [%s], or correct its name here or in <dependencyGroups>.".formatted(GROUPS));
      return;
    }
    open.push(key);
    add(entries.get());
    open.pop();
  }
}

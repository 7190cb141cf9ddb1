package io.github.nanoservice.requirements;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads the dependencies of a {@code pyproject.toml}: PEP 621 with its extras, and dependency
 * groups, PEP 735; and what Poetry has in place of each.
 */
final class PyprojectReader {
  private static final String GROUPS = "dependency-groups";

  /** Where tools say from where they get the requirements that the standard's tables declare. */
  private static final List<List<String>> PLACES =
      List.of(List.of("tool", "uv", "sources"), List.of("tool", "poetry", "dependencies"));

  private final TomlFile file;
  private final UserRequirements.Builder found;
  private final PoetryReader poetry;
  private final Set<String> read = new HashSet<>();
  private final Set<String> extras = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private PyprojectReader(TomlFile file, UserRequirements.Builder found) {
    this.file = file;
    this.found = found;
    this.poetry = new PoetryReader(file, found);
  }

  /**
   * Reads the file.
   *
   * @param path as locations have it
   * @param groups names of dependency groups that services need too
   * @param extras names of optional dependencies that services need too
   * @return empty if it declares no dependencies, as one that only configures tools
   */
  static Optional<UserRequirements> read(
      String path, String text, List<String> groups, List<String> extras) {
    TomlFile file = TomlFile.of(path, text);
    PyprojectReader reader = new PyprojectReader(file, new UserRequirements.Builder(path));
    boolean declares = file.findings().isEmpty() && reader.addDependencies();
    if (file.findings().isEmpty()) {
      groups.forEach(name -> reader.addGroup(name, TomlPosition.positionAt(1, 1)));
      extras.forEach(name -> reader.addExtra(name, TomlPosition.positionAt(1, 1)));
    }
    file.findings().forEach(reader.found::report);
    boolean isAsked = !groups.isEmpty() || !extras.isEmpty();
    return declares || isAsked || !file.findings().isEmpty()
        ? Optional.of(reader.found.build())
        : Optional.empty();
  }

  /** Adds what the project always needs; returns whether it says what that is. */
  private boolean addDependencies() {
    Optional<TomlArray> dependencies = file.array(List.of("project", "dependencies"));
    dependencies.ifPresent(this::add);
    boolean isStandard =
        dependencies.isPresent()
            || file.table(List.of("project", "optional-dependencies")).isPresent();
    // Beside the standard's table, Poetry's only says where to get the distributions from:
    // places().
    Optional<TomlTable> own = isStandard ? Optional.empty() : poetry.dependencies();
    own.ifPresent(poetry::add);
    return dependencies.isPresent() || own.isPresent();
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
    if (UrlCredentials.isIn(line)) {
      file.refuseCredentials(position);
      return;
    }
    Requirement.of(line)
        .filter(requirement -> line.startsWith(requirement.name()) || requirement.isLocal())
        .ifPresentOrElse(
            requirement -> add(requirement, position),
            () ->
                file.ignore(
                    position,
                    "\"%s\" does not name its distribution, so no service gets it".formatted(line),
                    "Write a name and versions, such as \"requests>=2\", or \"NAME @ URL\"."));
  }

  /** A project whose extra names others names itself: {@code all = ["shop[web,db]"]}. */
  private void add(Requirement requirement, TomlPosition position) {
    boolean isOwn =
        file.root().get(List.of("project", "name")) instanceof String name
            && Requirement.normalized(name).equals(requirement.key());
    if (isOwn) {
      requirement.extras().forEach(name -> addExtra(name, position));
    } else if (requirement.isLocal()) {
      found.elsewhere(requirement);
      file.ignoreLocal(position, requirement.name());
    } else if (requirement.isReference() || !addPlaces(requirement)) {
      addFromIndex(requirement, position);
    }
  }

  /** PDM has patterns of the names that an index has. */
  private void addFromIndex(Requirement requirement, TomlPosition position) {
    Optional<String> index =
        requirement.isReference()
            ? Optional.empty()
            : file.array(List.of("tool", "pdm", "source")).stream()
                .flatMap(sources -> sources.toList().stream())
                .filter(TomlTable.class::isInstance)
                .map(TomlTable.class::cast)
                .filter(source -> includes(source, requirement))
                .map(source -> String.valueOf(source.get("name")))
                .findFirst();
    if (index.isPresent()) {
      found.elsewhereInIndex(requirement);
      file.ignoreIndex(position, requirement, index.get());
    } else {
      found.pin(requirement);
    }
  }

  private static boolean includes(TomlTable source, Requirement requirement) {
    return source.get("include_packages") instanceof TomlArray patterns
        && patterns.toList().stream()
            .filter(String.class::isInstance)
            .map(pattern -> Requirement.normalized((String) pattern))
            .anyMatch(pattern -> matches(pattern, requirement.key()));
  }

  /** Whether a pattern of a shell, with {@code *} and {@code ?}, matches a name. */
  private static boolean matches(String pattern, String name) {
    String expression = pattern.replaceAll("\\*++", "\\\\E.*\\\\Q").replace("?", "\\E.\\Q");
    return name.matches("\\Q" + expression + "\\E");
  }

  /**
   * Adds a requirement that a tool gets from elsewhere than from an index, where the name may be
   * that of somebody else; returns whether a tool does.
   */
  private boolean addPlaces(Requirement requirement) {
    String extras = String.join(",", requirement.extras());
    String start = requirement.name() + (extras.isEmpty() ? "" : "[" + extras + "]");
    boolean added = false;
    for (List<String> path : PLACES) {
      TomlTable table = file.table(path).orElse(null);
      for (String name : table == null ? Set.<String>of() : table.keySet()) {
        if (Requirement.normalized(name).equals(requirement.key())) {
          List<?> places =
              table.get(List.of(name)) instanceof TomlArray array
                  ? array.toList()
                  : List.of(table.get(List.of(name)));
          TomlPosition position = table.inputPositionOf(List.of(name));
          for (Object place : places) {
            added |= place instanceof TomlTable of && addPlace(requirement, start, of, position);
          }
        }
      }
    }
    return added;
  }

  private boolean addPlace(
      Requirement requirement, String start, TomlTable place, TomlPosition position) {
    if (poetry.addPlace(start, place, marker(requirement, place), position)) {
      return true;
    }
    boolean namesIndex = Stream.of("source", "index").anyMatch(place::contains);
    if (namesIndex) {
      poetry.pin(requirement, place, position);
    }
    return namesIndex;
  }

  /** When a requirement is needed from one of its places. */
  private static String marker(Requirement requirement, TomlTable place) {
    List<String> markers =
        Stream.of(requirement.marker(), place.get("marker"), place.get("markers"))
            .filter(each -> each instanceof String text && !text.isBlank())
            .map(each -> ((String) each).strip())
            .toList();
    return markers.size() == 1
        ? markers.get(0)
        : markers.stream().map("(%s)"::formatted).collect(Collectors.joining(" and "));
  }

  /** Adds optional dependencies, and those that they include; each once. */
  private void addExtra(String name, TomlPosition position) {
    if (!extras.add(Requirement.normalized(name))) {
      return;
    }
    Optional<TomlArray> entries = named(name, "project", "optional-dependencies");
    Optional<TomlArray> ofPoetry = entries.isPresent() ? Optional.empty() : poetry.extra(name);
    entries.ifPresent(this::add);
    ofPoetry.ifPresent(poetry::addExtra);
    if (entries.isEmpty() && ofPoetry.isEmpty()) {
      file.report(
          position,
          "there are no optional dependencies \"%s\"".formatted(name),
          "Add them to [project.optional-dependencies], or correct the name here or in <dependencyExtras>.");
    }
  }

  /** Returns the array in a table whose name is equal when normalized. */
  private Optional<TomlArray> named(String name, String... table) {
    List<String> path = List.of(table);
    return file.table(path).stream()
        .flatMap(entries -> entries.keySet().stream())
        .filter(each -> Requirement.normalized(each).equals(Requirement.normalized(name)))
        .findFirst()
        .flatMap(each -> file.array(Stream.concat(path.stream(), Stream.of(each)).toList()));
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
        named(name, GROUPS).or(() -> named(name, "tool", "pdm", "dev-dependencies"));
    Optional<TomlTable> ofPoetry = entries.isPresent() ? Optional.empty() : poetry.group(name);
    Optional<TomlArray> included = entries.isPresent() ? Optional.empty() : poetry.includedIn(name);
    if (entries.isEmpty() && ofPoetry.isEmpty() && included.isEmpty()) {
      file.report(
          position,
          "there is no dependency group \"%s\"".formatted(name),
          "Add it to [%s], or correct its name here or in <dependencyGroups>.".formatted(GROUPS));
      return;
    }
    open.push(key);
    entries.ifPresent(this::add);
    ofPoetry.ifPresent(poetry::add);
    included.ifPresent(this::addGroups);
    open.pop();
  }

  private void addGroups(TomlArray names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) instanceof String name) {
        addGroup(name, names.inputPositionOf(i));
      } else {
        file.report(names.inputPositionOf(i), "this is not the name of a group", "Write a text.");
      }
    }
  }
}

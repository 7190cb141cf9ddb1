package io.github.nanoservice.requirements;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads what a {@code pyproject.toml} declares in {@code [tool.poetry]}, in PEP 508. */
final class PoetryReader {
  private static final List<String> DEPENDENCIES = List.of("tool", "poetry", "dependencies");

  /** Not a distribution: the versions of Python that the project supports. */
  private static final String PYTHON = "python";

  private static final List<String> GROUPS = List.of("tool", "poetry", "group");

  /** The group that Poetry had before it had groups. */
  private static final List<String> OLD_GROUP = List.of("tool", "poetry", "dev-dependencies");

  /** The index that Poetry asks for what names no source. */
  private static final String DEFAULT_SOURCE = "PyPI";

  private static final Pattern GIT_URL = Pattern.compile("(?:https?|ssh|git|file)://\\S++");

  private static final Pattern URL = Pattern.compile("https?://\\S++");

  private static final Pattern REVISION = Pattern.compile("[^\\s#@;]++");

  private static final String VERSION_ADVICE =
      "Write a version as Poetry does, such as \"^2.1\", or the versions of PEP 440, such as \">=2.1,<3\".";

  private final TomlFile file;
  private final UserRequirements.Builder found;

  /**
   * Takes the file.
   *
   * @param found receives the requirements
   */
  PoetryReader(TomlFile file, UserRequirements.Builder found) {
    this.file = file;
    this.found = found;
  }

  /** The table of the project's own dependencies. */
  Optional<TomlTable> dependencies() {
    return file.table(DEPENDENCIES);
  }

  /** The dependencies of a group, whose name is equal when normalized. */
  Optional<TomlTable> group(String name) {
    Optional<TomlTable> group =
        groupKey(name).flatMap(key -> file.table(inGroup(key, "dependencies")));
    return group.isEmpty() && Requirement.normalized(name).equals("dev")
        ? file.table(OLD_GROUP)
        : group;
  }

  /** The names of the groups that a group includes. */
  Optional<TomlArray> includedIn(String group) {
    return groupKey(group).flatMap(key -> file.array(inGroup(key, "include-groups")));
  }

  private Optional<String> groupKey(String name) {
    return file.table(GROUPS).stream().flatMap(groups -> keys(groups, name)).findFirst();
  }

  private static List<String> inGroup(String group, String key) {
    return Stream.concat(GROUPS.stream(), Stream.of(group, key)).toList();
  }

  /** The names of dependencies in an extra. */
  Optional<TomlArray> extra(String name) {
    return file.table(List.of("tool", "poetry", "extras")).stream()
        .flatMap(extras -> keys(extras, name))
        .findFirst()
        .flatMap(key -> file.array(List.of("tool", "poetry", "extras", key)));
  }

  private static Stream<String> keys(TomlTable table, String name) {
    return table.keySet().stream()
        .filter(key -> Requirement.normalized(key).equals(Requirement.normalized(name)));
  }

  /** Adds the dependencies of a table, without those that only an extra needs. */
  void add(TomlTable table) {
    for (String name : table.keySet()) {
      TomlPosition position = table.inputPositionOf(List.of(name));
      if (!name.equals(PYTHON)) {
        add(name, table.get(List.of(name)), position, false);
      }
    }
  }

  /** Adds the dependencies of an extra. */
  void addExtra(TomlArray names) {
    for (int i = 0; i < names.size(); i++) {
      TomlPosition position = names.inputPositionOf(i);
      Optional<TomlTable> table = dependencies();
      Optional<String> key =
          names.get(i) instanceof String name
              ? table.stream().flatMap(each -> keys(each, name)).findFirst()
              : Optional.empty();
      if (key.isPresent()) {
        add(key.get(), table.orElseThrow().get(List.of(key.get())), position, true);
      } else {
        file.report(
            position,
            "this is not the name of a dependency",
            "Write a name that [tool.poetry.dependencies] has.");
      }
    }
  }

  private void add(String name, Object value, TomlPosition position, boolean withOptional) {
    if (!Requirement.isName(name)) {
      file.report(
          position,
          "\"%s\" is not the name of a distribution".formatted(name),
          "Write a name such as requests.");
    } else if (value instanceof String version) {
      line(name, version, "", position).ifPresent(found::pin);
    } else if (value instanceof TomlTable table) {
      if (withOptional || !Boolean.TRUE.equals(table.get("optional"))) {
        add(name, table, position);
      }
    } else if (value instanceof TomlArray array
        && !array.isEmpty()
        && array.toList().stream().allMatch(TomlTable.class::isInstance)) {
      for (int i = 0; i < array.size(); i++) {
        add(name, array.get(i), array.inputPositionOf(i), withOptional);
      }
    } else {
      file.report(position, "%s is neither a version nor a table".formatted(name), VERSION_ADVICE);
    }
  }

  private void add(String name, TomlTable table, TomlPosition position) {
    Optional<String> marker = marker(name, table, position);
    Optional<String> extras = extras(name, table, position);
    if (marker.isEmpty() || extras.isEmpty()) {
      return;
    }
    String start = name + extras.get();
    if (!addPlace(start, table, marker.get(), position)) {
      Optional<Requirement> line =
          line(start, text(table, "version").orElse(""), marker.get(), position);
      line.ifPresent(each -> pin(each, table, position));
    }
  }

  /**
   * Adds a dependency that a table says where to get, other than from an index. Such tables are
   * alike in {@code [tool.poetry.dependencies]} and {@code [tool.uv.sources]}.
   *
   * @param start its name and extras
   * @param marker when it is needed; empty for always
   * @return whether the table says so
   */
  boolean addPlace(String start, TomlTable table, String marker, TomlPosition position) {
    if (Stream.of("path", "file", "workspace").anyMatch(table::contains)) {
      Requirement.of(start).ifPresent(found::elsewhere);
      file.ignoreLocal(position, start);
    } else if (table.contains("git")) {
      reference(start, git(table), marker, position);
    } else if (table.contains("url")) {
      reference(start, text(table, "url").filter(URL.asMatchPredicate()), marker, position);
    } else {
      return false;
    }
    return true;
  }

  /** Adds a dependency that an index has; a table can name an index other than that of pip. */
  void pin(Requirement requirement, TomlTable table, TomlPosition position) {
    Optional<String> index =
        Stream.of("source", "index")
            .flatMap(key -> text(table, key).stream())
            .filter(name -> !name.equalsIgnoreCase(DEFAULT_SOURCE))
            .findFirst();
    if (index.isEmpty()) {
      found.pin(requirement);
    } else {
      found.elsewhereInIndex(requirement);
      file.ignoreIndex(position, requirement, index.get());
    }
  }

  private static Optional<String> text(TomlTable table, String key) {
    return table.get(List.of(key)) instanceof String text
        ? Optional.of(text.strip().replaceAll("\\s++", " "))
        : Optional.empty();
  }

  /** The line of a dependency that an index has; empty and reported if it has no usable version. */
  private Optional<Requirement> line(
      String start, String version, String marker, TomlPosition position) {
    Optional<PoetryConstraint> constraint = PoetryConstraint.of(version);
    Optional<String> specifier = constraint.flatMap(PoetryConstraint::specifier);
    if (specifier.isPresent()) {
      return line(start + specifier.get(), marker);
    }
    if (constraint.isPresent()) {
      file.report(
          position,
          "\"%s\" is a choice of versions, which pip cannot make".formatted(version),
          "Write one range, such as \">=1.5,<3,!=2.0\", or lock the project: poetry.lock is read first.");
    } else {
      file.report(position, "\"%s\" is not a version".formatted(version), VERSION_ADVICE);
    }
    return Optional.empty();
  }

  private void reference(String start, Optional<String> url, String marker, TomlPosition position) {
    if (url.isEmpty()) {
      file.report(
          position,
          "the place of \"%s\" is not a URL that pip reads".formatted(start),
          "Write a URL such as \"https://example.org/acme/ledger.git\", and one of rev, tag and branch"
              + " without spaces.");
    } else if (UrlCredentials.isIn(url.get())) {
      file.refuseCredentials(position);
    } else {
      line(start + " @ " + url.get(), marker).ifPresent(found::pin);
    }
  }

  private static Optional<Requirement> line(String start, String marker) {
    return Requirement.of(marker.isEmpty() ? start : start + " ; " + marker);
  }

  /** The URL of a repository with the commit, as pip writes it. */
  private static Optional<String> git(TomlTable table) {
    Optional<String> revision =
        Stream.of("rev", "tag", "branch").flatMap(key -> text(table, key).stream()).findFirst();
    Optional<String> directory = text(table, "subdirectory");
    boolean isPlain =
        Stream.concat(revision.stream(), directory.stream()).allMatch(REVISION.asMatchPredicate());
    return text(table, "git")
        .filter(GIT_URL.asMatchPredicate())
        .filter(url -> isPlain)
        .map(
            url ->
                "git+"
                    + url
                    + revision.map("@"::concat).orElse("")
                    + directory.map("#subdirectory="::concat).orElse(""));
  }

  /** The extras in brackets; empty and reported if they are no names. */
  private Optional<String> extras(String name, TomlTable table, TomlPosition position) {
    if (!table.contains("extras")) {
      return Optional.of("");
    }
    Optional<List<Object>> extras =
        Optional.ofNullable(table.get("extras"))
            .filter(TomlArray.class::isInstance)
            .map(each -> ((TomlArray) each).toList())
            .filter(each -> each.stream().allMatch(PoetryReader::isName));
    if (extras.isEmpty()) {
      file.report(
          position,
          "the extras of \"%s\" are not names".formatted(name),
          "Write an array of names, such as extras = [\"socks\"].");
      return Optional.empty();
    }
    return Optional.of(
        extras.get().isEmpty()
            ? ""
            : extras.get().stream()
                .map(String.class::cast)
                .collect(Collectors.joining(",", "[", "]")));
  }

  private static boolean isName(Object value) {
    return value instanceof String text && Requirement.isName(text);
  }

  /** When the dependency is needed; empty and reported if that is not understood. */
  private Optional<String> marker(String name, TomlTable table, TomlPosition position) {
    Optional<PoetryConstraint> python = PoetryConstraint.of(text(table, PYTHON).orElse("*"));
    if (python.isEmpty()) {
      file.report(
          position,
          "the versions of Python for \"%s\" are not versions".formatted(name),
          VERSION_ADVICE);
      return Optional.empty();
    }
    List<String> markers =
        Stream.of(python.get().marker(), text(table, "markers").orElse(""))
            .filter(each -> !each.isEmpty())
            .toList();
    return Optional.of(
        markers.size() == 1
            ? markers.get(0)
            : markers.stream().map("(%s)"::formatted).collect(Collectors.joining(" and ")));
  }
}

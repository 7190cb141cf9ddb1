package io.github.nanoservice.requirements;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * Reads a lock file: {@code pylock.toml} (PEP 751), {@code uv.lock} or {@code poetry.lock}. Each
 * has an array of packages with a name, a version and the hashes of their files.
 */
final class LockReader {
  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-fA-F]{64}");

  /** PEP 440 allows these, and an epoch and a local version. */
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.!+_-]++");

  private final TomlFile file;
  private final UserRequirements.Builder found;

  private LockReader(TomlFile file, UserRequirements.Builder found) {
    this.file = file;
    this.found = found;
  }

  /**
   * Reads the file.
   *
   * @param path as locations have it
   */
  static UserRequirements read(String path, String text) {
    TomlFile file = TomlFile.of(path, text);
    LockReader reader = new LockReader(file, new UserRequirements.Builder(path));
    if (file.findings().isEmpty()) {
      Stream.of("packages", "package")
          .flatMap(key -> file.array(List.of(key)).stream())
          .forEach(reader::add);
    }
    file.findings().forEach(reader.found::report);
    return reader.found.build();
  }

  private void add(TomlArray packages) {
    Map<String, List<UserRequirements.Need>> needs = new LinkedHashMap<>();
    for (int i = 0; i < packages.size(); i++) {
      if (packages.get(i) instanceof TomlTable entry
          && entry.get("name") instanceof String name
          && Requirement.isName(name)) {
        if (isFromIndex(entry)
            && entry.get("version") instanceof String version
            && VERSION.matcher(version).matches()) {
          found.pin(new Requirement(line(name, version, entry), name));
        } else if (!isLocal(entry)) {
          found.elsewhere(new Requirement(name, name));
          file.ignore(
              packages.inputPositionOf(i),
              "\"%s\" is not a release of a package index, so no service gets it".formatted(name),
              "Publish it to an index, or write \"NAME @ URL\" in a requirements.txt.");
        }
        needs
            .computeIfAbsent(Requirement.normalized(name), key -> new ArrayList<>())
            .addAll(dependencies(entry.get("dependencies")));
      } else {
        file.report(
            packages.inputPositionOf(i),
            "this is not a locked package with a name",
            "Create the lock file again with the tool that wrote it.");
      }
    }
    // pylock.toml may leave them out.
    if (needs.values().stream().anyMatch(needed -> !needed.isEmpty())) {
      needs.forEach(found::needs);
    }
  }

  /** The name of what comes from a repository may be somebody else's in an index. */
  private static boolean isFromIndex(TomlTable entry) {
    boolean isElsewhere = Stream.of("vcs", "directory", "archive").anyMatch(entry::contains);
    return !isElsewhere
        && (!(entry.get("source") instanceof TomlTable source)
            || source.contains("registry")
            || "legacy".equals(source.get("type")));
  }

  /** Whether a package is the project's own, which the sources have. */
  private static boolean isLocal(TomlTable entry) {
    return entry.contains("directory")
        || entry.get("source") instanceof TomlTable source
            && (Stream.of("virtual", "editable", "directory").anyMatch(source::contains)
                || "directory".equals(source.get("type")));
  }

  private static String line(String name, String version, TomlTable entry) {
    StringBuilder line = new StringBuilder(name + "==" + version);
    String marker = marker(entry);
    if (!marker.isEmpty()) {
      line.append(" ; ").append(marker);
    }
    new TreeSet<>(hashes(entry)).forEach(hash -> line.append(" --hash=").append(hash));
    return line.toString();
  }

  /** When a package is locked: uv has a list of markers of which one must hold. */
  private static String marker(TomlTable entry) {
    if (entry.get("resolution-markers") instanceof TomlArray markers) {
      return markers.toList().stream()
          .map(each -> "(" + each.toString().strip() + ")")
          .collect(Collectors.joining(" or "));
    }
    Object marker = entry.contains("marker") ? entry.get("marker") : entry.get("markers");
    // Poetry has one for each group if they differ.
    Object text = marker instanceof TomlTable groups ? groups.get("main") : marker;
    return text instanceof String found ? found.strip() : "";
  }

  /** PEP 751 has a table of hashes for each file; the others have one text. */
  private static List<String> hashes(TomlTable entry) {
    return Stream.of("wheels", "files", "sdist", "archive")
        .flatMap(key -> tables(entry.get(key)).stream())
        .flatMap(
            each ->
                Stream.of(
                    each.get("hash"),
                    each.get("hashes") instanceof TomlTable hashes
                        ? "sha256:" + hashes.get("sha256")
                        : ""))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(hash -> SHA256.matcher(hash).matches())
        .toList();
  }

  private static List<TomlTable> tables(Object value) {
    if (value instanceof TomlTable table) {
      return List.of(table);
    }
    return value instanceof TomlArray array
        ? array.toList().stream()
            .filter(TomlTable.class::isInstance)
            .map(TomlTable.class::cast)
            .toList()
        : List.of();
  }

  /** An array of tables with names, or, in {@code poetry.lock}, a table with a key for each. */
  private static List<UserRequirements.Need> dependencies(Object value) {
    if (value instanceof TomlTable table) {
      return table.keySet().stream()
          .map(name -> need(name, table.get(List.of(name)), "markers"))
          .toList();
    }
    return tables(value).stream()
        .filter(each -> each.get("name") instanceof String)
        .map(each -> need(each.getString("name"), each, "marker"))
        .toList();
  }

  private static UserRequirements.Need need(String name, Object entry, String key) {
    String marker =
        entry instanceof TomlTable table && table.get(key) instanceof String text ? text : "";
    return new UserRequirements.Need(Requirement.normalized(name), marker.strip());
  }
}

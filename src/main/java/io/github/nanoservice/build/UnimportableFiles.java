package io.github.nanoservice.build;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Identifier;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Python files that no import statement can name, such as scripts and the migrations of Django.
 * Python can still load them by their paths, so a service needs them as data.
 */
final class UnimportableFiles {
  /** The part that is no name of a module, by path, by directory. */
  private final SortedMap<String, SortedMap<String, String>> directories = new TreeMap<>();

  /**
   * Adds a file.
   *
   * @param path relative to the source directory, with {@code /}
   * @param name the part of the path that is no name of a module
   */
  void add(String path, String name) {
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    directories.computeIfAbsent(directory, each -> new TreeMap<>()).put(path, name);
  }

  /** Returns one warning for each directory: a project can have hundreds of migrations. */
  List<Finding> warnings() {
    return directories.values().stream().map(UnimportableFiles::warning).toList();
  }

  private static Finding warning(SortedMap<String, String> names) {
    String path = names.firstKey();
    String first = names.get(path);
    String others =
        switch (names.size()) {
          case 1 -> "";
          case 2 -> "; so is another file of this directory";
          default -> "; so are %d more files of this directory".formatted(names.size() - 1);
        };
    return Finding.of(
        Rule.UNIMPORTABLE_FILE,
        new Location.InFile(path),
        "the functions of this file are not services, because \"%s\" is %s; it is data of its package%s"
            .formatted(first, fault(first), others),
        "To serve its functions, rename \"%s\", for example to \"%s\". Otherwise change nothing, or leave it out with %s."
            .formatted(first, better(first), Parameters.reference("dataExcludes")));
  }

  /** Returns the error for a file in the strict format. */
  static Finding error(String path, String name) {
    return Finding.of(
        Rule.MODULE_NAME,
        new Location.InFile(path),
        "Python cannot import a module named \"%s\", because that is %s"
            .formatted(name, fault(name)),
        "Rename it, for example to \"%s\", or move it out of the source directory."
            .formatted(better(name)));
  }

  private static String fault(String name) {
    return Identifier.isKeyword(name) ? "a keyword" : "not an identifier";
  }

  private static String better(String name) {
    String better = name.replaceAll("[^\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}_]", "_");
    if (Identifier.isKeyword(better)) {
      return better + "_";
    }
    return Identifier.isName(better) ? better : "_" + better;
  }
}

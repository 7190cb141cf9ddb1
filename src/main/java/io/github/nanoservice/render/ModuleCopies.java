package io.github.nanoservice.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of the instructions that copy a service's {@code modules/} directory into its
 * image. Data has layers of its own, which come before everything that is specific to the service:
 * a change of code does not copy a large model again, and services with the same requirements and
 * data share the layers.
 *
 * @param data arguments of {@code COPY} for data files
 * @param code arguments of {@code COPY} for modules
 */
record ModuleCopies(List<String> data, List<String> code) {
  ModuleCopies {
    data = List.copyOf(data);
    code = List.copyOf(code);
  }

  /** The directory of a service's further modules; the runtime looks for them there. */
  static final String DIRECTORY = "modules";

  /** An image may have 127 layers, some of which are those of its base. */
  private static final int MOST_COPIES = 40;

  /** Characters that neither the builder nor its patterns interpret. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N}_./@+=,() ~-]+");

  private static final String EVERYTHING = "%s/ ./%s/".formatted(DIRECTORY, DIRECTORY);

  /**
   * Plans the instructions.
   *
   * @param code paths of modules in the directory
   * @param data paths of data files in the directory
   */
  static ModuleCopies of(Collection<String> code, Collection<String> data) {
    if (data.isEmpty() || code.isEmpty()) {
      return new ModuleCopies(
          data.isEmpty() ? List.of() : List.of(EVERYTHING),
          code.isEmpty() ? List.of() : List.of(EVERYTHING));
    }
    ModuleCopies copies = new ModuleCopies(copies(data, code), copies(code, data));
    boolean isPlain =
        Stream.concat(code.stream(), data.stream()).allMatch(PLAIN.asMatchPredicate());
    return isPlain && copies.data.size() + copies.code.size() <= MOST_COPIES
        ? copies
        : new ModuleCopies(List.of(), List.of(EVERYTHING));
  }

  private static List<String> copies(Collection<String> paths, Collection<String> others) {
    Set<String> occupied = new TreeSet<>();
    others.forEach(other -> occupied.addAll(directories(other)));
    Set<String> trees = new TreeSet<>();
    Map<String, Set<String>> files = new TreeMap<>();
    for (String path : paths) {
      Optional<String> tree =
          directories(path).stream().filter(each -> !occupied.contains(each)).findFirst();
      tree.ifPresentOrElse(
          trees::add,
          () ->
              files
                  .computeIfAbsent(
                      path.substring(0, path.lastIndexOf('/') + 1), each -> new TreeSet<>())
                  .add(path));
    }
    List<String> copies = new ArrayList<>();
    files.forEach((directory, names) -> copies.add(copy(names, directory)));
    trees.forEach(tree -> copies.add(copy(Set.of(tree), tree)));
    return copies;
  }

  /** Returns the directories around a file, with a slash at the end, from outside to inside. */
  private static List<String> directories(String path) {
    List<String> directories = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      directories.add(path.substring(0, slash + 1));
    }
    return directories;
  }

  /** The exec form, in which names may contain blanks; one name a line, since lines have limits. */
  private static String copy(Set<String> sources, String directory) {
    return Stream.concat(
            sources.stream().map(source -> DIRECTORY + "/" + source),
            Stream.of("./" + DIRECTORY + "/" + directory))
        .map(name -> '"' + name + '"')
        .collect(Collectors.joining(", \\\n  ", "[", "]"));
  }
}

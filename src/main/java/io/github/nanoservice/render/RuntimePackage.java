package io.github.nanoservice.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Python package that every service imports.
 *
 * @param files path in the wheel, {@code nanoservice/__init__.py}, to content
 * @param requirements lines in pip's format: the distributions that the package imports
 * @param constraints lines in pip's format: the releases that containers install of these
 *     distributions and of their dependencies, with the hashes of their files. A comment {@code
 *     via} names what needs a release
 */
public record RuntimePackage(
    SortedMap<String, byte[]> files, List<String> requirements, List<String> constraints) {
  public RuntimePackage {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    requirements = List.copyOf(requirements);
    constraints = List.copyOf(constraints);
  }

  private static final String RESOURCES = "/io/github/nanoservice/runtime/";

  /**
   * Lists the modules, one path a line; the resources of a class path cannot be listed portably.
   */
  static final String INDEX = "files.txt";

  /** Returns the package that the plugin contains. */
  public static RuntimePackage bundled() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    lines(INDEX).forEach(path -> files.put(path, resource(path)));
    List<String> requirements =
        lines("requirements.txt")
            .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    Map<String, String> hashes =
        lines("hashes.txt")
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" "))
            .collect(
                Collectors.groupingBy(
                    words -> words[0],
                    Collectors.mapping(
                        words -> " --hash=sha256:" + words[1], Collectors.joining())));
    List<String> constraints =
        lines("constraints.txt")
            .filter(line -> !line.startsWith("#"))
            .map(line -> withHashes(line, hashes))
            .toList();
    return new RuntimePackage(files, requirements, constraints);
  }

  /** pip takes the hashes of a line between its marker and its comment. */
  private static String withHashes(String line, Map<String, String> hashes) {
    String release = line.replaceFirst("[;\\s].*", "");
    String requirement = line.replaceFirst("\\s*#.*", "");
    return requirement + hashes.getOrDefault(release, "") + line.substring(requirement.length());
  }

  private static Stream<String> lines(String path) {
    return new String(resource(path), StandardCharsets.UTF_8).lines();
  }

  private static byte[] resource(String path) {
    try (InputStream in = RuntimePackage.class.getResourceAsStream(RESOURCES + path)) {
      if (in == null) {
        throw new IllegalStateException("the plugin's jar has no " + RESOURCES + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCES + path + " of the plugin's jar", e);
    }
  }
}

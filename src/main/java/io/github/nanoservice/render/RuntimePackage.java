package io.github.nanoservice.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Python package that every service imports.
 *
 * @param files path in the service's directory, {@code nanoservice/__init__.py}, to content
 * @param requirements lines of pip's format: the distributions it imports
 * @param constraints lines of pip's format: the releases that containers get of these and of what
 *     they need, each with a comment {@code via} that says what needs it
 */
public record RuntimePackage(
    SortedMap<String, byte[]> files, List<String> requirements, List<String> constraints) {
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
    List<String> constraints =
        lines("constraints.txt").filter(line -> !line.startsWith("#")).toList();
    return new RuntimePackage(files, requirements, constraints);
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

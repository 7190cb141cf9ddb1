package io.github.nanoservice.bundle;

import io.github.nanoservice.json.JsonReader;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.render.EndpointEntry;
import io.github.nanoservice.render.ServiceEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a bundle's manifest. It takes what it knows and passes over the rest; only what a bundle
 * cannot be handled without has to be there.
 */
public final class ManifestReader {
  private static final Pattern PATH =
      Pattern.compile(
          "(?!\\.{1,2}+(?:/|$))[A-Za-z0-9_.-]++(?:/(?!\\.{1,2}+(?:/|$))[A-Za-z0-9_.-]++)*+");

  /** What stands in a bundle's directory. */
  public sealed interface Result {

    /** A manifest. */
    record Found(Manifest manifest) implements Result {}

    /** No file of that name. */
    record Missing() implements Result {}

    /**
     * A file that is no manifest.
     *
     * @param reason what is wrong with it, half a sentence
     */
    record Broken(String reason) implements Result {}
  }

  /**
   * Reads the manifest of a bundle.
   *
   * @param bundle the bundle's directory
   * @throws IOException if the file is there and the system does not let it be read
   */
  public Result read(Path bundle) throws IOException {
    Path file = bundle.resolve(Manifest.FILE_NAME);
    if (Files.notExists(file)) {
      return new Result.Missing();
    }
    if (!Files.isRegularFile(file)) {
      return new Result.Broken("it is not a file");
    }
    JsonReader.Result json =
        JsonReader.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    if (json instanceof JsonReader.Result.Malformed malformed) {
      return new Result.Broken("it is not JSON: " + malformed.reason());
    }
    try {
      return new Result.Found(
          manifest(new Node("the whole", ((JsonReader.Result.Value) json).tree())));
    } catch (Unexpected e) {
      return new Result.Broken(e.getMessage());
    }
  }

  private static Manifest manifest(Node root) {
    int version = root.get("version").number();
    if (version != Manifest.VERSION) {
      throw new Unexpected("its version is " + version + ", not " + Manifest.VERSION);
    }
    SortedMap<String, String> files = new TreeMap<>();
    root.get("files").map().forEach((path, hash) -> files.put(inside(path), hash.text()));
    return new Manifest(root.get("services").list(ManifestReader::service), files);
  }

  private static ServiceEntry service(Node node) {
    String name = node.get("name").text();
    return new ServiceEntry(
        name,
        node.get("slug").or(name),
        inside(node.get("directory").text()),
        node.get("endpoints").list(ManifestReader::endpoint),
        node.get("requirements").list(Node::text));
  }

  private static EndpointEntry endpoint(Node node) {
    String name = node.get("name").text();
    List<Integer> lines = node.get("lines").list(Node::number);
    return new EndpointEntry(
        name,
        node.get("slug").or(name),
        node.get("path").or("/"),
        node.get("published").isNull()
            ? OptionalInt.empty()
            : OptionalInt.of(node.get("published").number()),
        node.get("module").or(""),
        node.get("file").or(""),
        lines.size() == 2
            ? new EndpointEntry.Lines(lines.get(0), lines.get(1))
            : new EndpointEntry.Lines(1, 1),
        node.get("async").isTrue(),
        node.get("generator").isTrue(),
        node.get("signature").or("(...)"),
        node.get("parameters").list(ManifestReader::parameter),
        node.get("references").list(Node::text));
  }

  private static EndpointEntry.ParameterEntry parameter(Node node) {
    String kind = node.get("kind").text();
    return Arrays.stream(Parameter.Kind.values())
        .filter(known -> known.name().equals(kind))
        .findFirst()
        .map(known -> new EndpointEntry.ParameterEntry(node.get("name").or(""), known))
        .orElseThrow(() -> new Unexpected("it knows a kind of parameter called " + kind));
  }

  /** Files are removed by these paths: none may lead out of the bundle. */
  private static String inside(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new Unexpected("it lists a path that no bundle has, " + path);
    }
    return path;
  }

  /** A value of the tree and where it stands. */
  private record Node(String place, Object value) {
    Node get(String key) {
      Object item = fields().get(key);
      return new Node(key, item == null ? Optional.empty() : item);
    }

    SortedMap<String, Node> map() {
      SortedMap<String, Node> map = new TreeMap<>();
      fields().forEach((key, item) -> map.put(String.valueOf(key), new Node(place, item)));
      return map;
    }

    <T> List<T> list(Function<Node, T> each) {
      if (isNull()) {
        return List.of();
      }
      if (!(value instanceof List<?> list)) {
        throw expected("a list");
      }
      return list.stream().map(item -> each.apply(new Node(place, item))).toList();
    }

    String text() {
      if (!(value instanceof String text)) {
        throw expected("text");
      }
      return text;
    }

    String or(String missing) {
      return isNull() ? missing : text();
    }

    int number() {
      if (!(value instanceof Integer number)) {
        throw expected("a number");
      }
      return number;
    }

    boolean isTrue() {
      return Boolean.TRUE.equals(value);
    }

    boolean isNull() {
      return value.equals(Optional.empty());
    }

    private Map<?, ?> fields() {
      if (!(value instanceof Map<?, ?> fields)) {
        throw expected("an object");
      }
      return fields;
    }

    private Unexpected expected(String what) {
      return new Unexpected(place + " is not " + what);
    }
  }

  /** Ends the reading of a file that is no manifest; it becomes a {@link Result.Broken}. */
  private static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(String message) {
      super(message);
    }
  }
}

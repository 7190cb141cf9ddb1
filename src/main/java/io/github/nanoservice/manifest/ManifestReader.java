package io.github.nanoservice.manifest;

import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.json.JsonReader;
import io.github.nanoservice.python.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
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
      return new Result.Found(manifest(JsonNode.of(((JsonReader.Result.Value) json).tree())));
    } catch (JsonNode.Unexpected e) {
      return new Result.Broken(e.getMessage());
    }
  }

  private static Manifest manifest(JsonNode root) {
    int version = root.get("version").number();
    if (version != Manifest.VERSION) {
      throw new JsonNode.Unexpected("its version is " + version + ", not " + Manifest.VERSION);
    }
    SortedMap<String, String> files = new TreeMap<>();
    root.get("files").map().forEach((path, hash) -> files.put(inside(path), hash.text()));
    return new Manifest(root.get("services").list(ManifestReader::service), files);
  }

  private static ServiceEntry service(JsonNode node) {
    String name = node.get("name").text();
    return new ServiceEntry(
        name,
        node.get("slug").or(name),
        inside(node.get("directory").text()),
        node.get("endpoints").list(ManifestReader::endpoint),
        node.get("requirements").list(JsonNode::text));
  }

  private static EndpointEntry endpoint(JsonNode node) {
    String name = node.get("name").text();
    List<Integer> lines = node.get("lines").list(JsonNode::number);
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
        node.get("references").list(JsonNode::text));
  }

  private static EndpointEntry.ParameterEntry parameter(JsonNode node) {
    String kind = node.get("kind").text();
    return Arrays.stream(Parameter.Kind.values())
        .filter(known -> known.name().equals(kind))
        .findFirst()
        .map(known -> new EndpointEntry.ParameterEntry(node.get("name").or(""), known))
        .orElseThrow(() -> new JsonNode.Unexpected("it knows a kind of parameter called " + kind));
  }

  /** Files are removed by these paths: none may lead out of the bundle. */
  private static String inside(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new JsonNode.Unexpected("it lists a path that no bundle has, " + path);
    }
    return path;
  }
}

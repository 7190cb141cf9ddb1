package io.github.nanoservice.manifest;

import io.github.nanoservice.files.InputFile;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.python.Parameter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the manifest of a bundle. Unknown members are ignored. A member that is missing gets a
 * default, unless no bundle can be handled without it.
 */
public final class ManifestReader {
  private static final Pattern PATH =
      Pattern.compile(
          "(?!\\.{1,2}+(?:/|$))[A-Za-z0-9_.+-]++(?:/(?!\\.{1,2}+(?:/|$))[A-Za-z0-9_.+-]++)*+");

  private static final Pattern URL_PATH = Pattern.compile("/[^/]*+");

  private static final int LAST_PORT = 65_535;

  /** The result of reading. */
  public sealed interface Result {

    /** The directory has a manifest. */
    record Found(Manifest manifest) implements Result {}

    /** The directory has no file of that name. */
    record Missing() implements Result {}

    /**
     * The file is not a manifest.
     *
     * @param reason what is wrong with it, without a full stop
     */
    record Broken(String reason) implements Result {}
  }

  /**
   * Reads the manifest of a bundle.
   *
   * @param bundle the bundle's directory
   * @throws IOException if the file exists but cannot be read
   */
  public Result read(Path bundle) throws IOException {
    Path file = bundle.resolve(Manifest.FILE_NAME);
    if (Files.notExists(file)) {
      return new Result.Missing();
    }
    if (!Files.isRegularFile(file)) {
      return new Result.Broken("it is not a file");
    }
    try {
      return new Result.Found(manifest(JsonNode.parse(InputFile.text(file))));
    } catch (CharacterCodingException e) {
      return new Result.Broken("it is not in UTF-8");
    } catch (JsonException e) {
      return new Result.Broken(e.getMessage());
    }
  }

  private static Manifest manifest(JsonNode root) {
    int version = root.get("version").integer();
    if (version != Manifest.VERSION) {
      throw new JsonException("its version is " + version + ", not " + Manifest.VERSION);
    }
    SortedMap<String, String> files = new TreeMap<>();
    root.get("files").members().forEach((path, hash) -> files.put(inside(path), hash.text()));
    return new Manifest(root.get("services").list(ManifestReader::service), files);
  }

  private static ServiceEntry service(JsonNode node) {
    String name = node.get("name").text();
    List<EndpointEntry> endpoints = node.get("endpoints").list(ManifestReader::endpoint);
    if (endpoints.isEmpty()) {
      throw new JsonException(node.path() + " has no endpoints");
    }
    return new ServiceEntry(
        name,
        node.get("dnsLabel").textOr(name),
        inside(node.get("directory").text()),
        endpoints,
        node.get("requirements").list(JsonNode::text),
        ServiceConfiguration.read(node.get("settings")));
  }

  private static EndpointEntry endpoint(JsonNode node) {
    String name = node.get("name").text();
    List<Integer> lines = node.get("lines").list(JsonNode::integer);
    return new EndpointEntry(
        name,
        kind(node.get("kind").textOr(EndpointEntry.Kind.FUNCTION.name())),
        node.get("dnsLabel").textOr(name),
        urlPath(node.get("path").textOr("/")),
        node.get("published").isNull() ? OptionalInt.empty() : port(node.get("published")),
        node.get("module").textOr(""),
        node.get("file").textOr(""),
        lines.size() == 2
            ? new EndpointEntry.Lines(lines.get(0), lines.get(1))
            : new EndpointEntry.Lines(1, 1),
        node.get("async").isTrue(),
        node.get("generator").isTrue(),
        node.get("signature").textOr("(...)"),
        node.get("parameters").list(ManifestReader::parameter),
        node.get("references").list(JsonNode::text));
  }

  private static EndpointEntry.Kind kind(String text) {
    return Arrays.stream(EndpointEntry.Kind.values())
        .filter(known -> known.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new JsonException("it has an endpoint of the unknown kind " + text));
  }

  /** A path that begins with two slashes would name another host (RFC 3986 §4.2). */
  private static String urlPath(String path) {
    if (!URL_PATH.matcher(path).matches()) {
      throw new JsonException("it lists the path " + path + ", which is not that of a function");
    }
    return path;
  }

  private static OptionalInt port(JsonNode node) {
    int port = node.integer();
    if (port < 0 || port > LAST_PORT) {
      throw new JsonException(node.path() + " is not a port");
    }
    return OptionalInt.of(port);
  }

  private static EndpointEntry.ParameterEntry parameter(JsonNode node) {
    String kind = node.get("kind").text();
    return Arrays.stream(Parameter.Kind.values())
        .filter(known -> known.name().equals(kind))
        .findFirst()
        .map(known -> new EndpointEntry.ParameterEntry(node.get("name").textOr(""), known))
        .orElseThrow(() -> new JsonException("it has a parameter of the unknown kind " + kind));
  }

  /** The plugin deletes files by these paths, so none may lead out of the bundle. */
  private static String inside(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new JsonException("it lists the path " + path + ", which is not inside the bundle");
    }
    return path;
  }
}

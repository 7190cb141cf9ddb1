package io.github.nanoservice.contract;

import com.google.gson.JsonObject;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonException;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.services.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The signatures that callers rely on, as stored in a file that users commit.
 *
 * @param functions sorted by name
 */
public record Baseline(List<Entry> functions) {
  public Baseline {
    functions = List.copyOf(functions);
  }

  /** The only version of the file format. */
  private static final int VERSION = 1;

  /**
   * A function.
   *
   * @param name name of its endpoint
   * @param function its signature; the file contains nothing else of the function
   * @param imports the meaning of imported names in its annotations: {@code typing.List} for {@code
   *     List}
   */
  public record Entry(String name, Function function, SortedMap<String, String> imports) {
    public Entry {
      imports = Collections.unmodifiableSortedMap(new TreeMap<>(imports));
    }
  }

  /** The result of reading a file. */
  public sealed interface Result {

    /** A valid baseline. */
    record Found(Baseline baseline) implements Result {}

    /**
     * Text that is not a baseline.
     *
     * @param reason what is wrong with it, as a clause without a full stop
     */
    record Broken(String reason) implements Result {}
  }

  /** Creates a baseline from the current functions. */
  public static Baseline of(List<Endpoint> endpoints) {
    return new Baseline(
        endpoints.stream().map(Baseline::entry).sorted(Comparator.comparing(Entry::name)).toList());
  }

  private static Entry entry(Endpoint endpoint) {
    TypeReader types = TypeReader.of(endpoint.file().module());
    return new Entry(endpoint.name(), endpoint.function(), types.imports(endpoint.function()));
  }

  /** Reads the text of a baseline file. */
  public static Result read(String text) {
    try {
      JsonNode root = JsonNode.parse(text);
      int version = root.get("version").integer();
      if (version != VERSION) {
        return new Result.Broken("its version is %d, not %d".formatted(version, VERSION));
      }
      return new Result.Found(new Baseline(root.get("functions").list(Baseline::entry)));
    } catch (JsonException e) {
      return new Result.Broken(e.getMessage());
    }
  }

  private static Entry entry(JsonNode node) {
    String signature = node.get("signature").text();
    String body = node.get("generator").isTrue() ? "yield" : "pass";
    String definition = "def function" + signature + ": " + body + "\n";
    Module module =
        new ModuleParser(Format.strict()).parse(definition.getBytes(StandardCharsets.UTF_8));
    if (module.functions().size() != 1 || !module.violations().isEmpty()) {
      throw new JsonException("\"%s\" is not a signature".formatted(signature));
    }
    SortedMap<String, String> imports = new TreeMap<>();
    if (!node.get("imports").isNull()) {
      node.get("imports").members().forEach((name, origin) -> imports.put(name, origin.text()));
    }
    return new Entry(node.get("name").text(), module.functions().get(0), imports);
  }

  /** Returns the text of the file: JSON, identical for identical signatures. */
  public String write() {
    return Json.pretty(
        JsonObjectBuilder.with("version", VERSION)
            .add("functions", functions.stream().map(Baseline::json).toList())
            .build());
  }

  private static JsonObject json(Entry entry) {
    JsonObjectBuilder object =
        JsonObjectBuilder.with("name", entry.name())
            .add("signature", SignatureText.of(entry.function()));
    if (!entry.imports().isEmpty()) {
      object.add("imports", entry.imports());
    }
    return object.add("generator", entry.function().generator()).build();
  }
}

package io.github.nanoservice.diagnostic;

import com.google.gson.JsonObject;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.source.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes findings as SARIF 2.1.0, the OASIS standard that code review tools read. Section numbers
 * refer to its text.
 */
public final class Sarif {
  private static final String NAME = "nanoservice-maven-plugin";
  private static final String REPOSITORY = "https://github.com/nanoservice/" + NAME;
  private static final String RULES_PAGE = REPOSITORY + "/blob/main/docs/rules.md";
  private static final String ROOT_ID = "%SRCROOT%";

  /** Characters that need no escape: the unreserved ones (RFC 3986 §2.3) and the slash. */
  private static final String UNESCAPED = "-._~/";

  private final String version;
  private final Path root;
  private final Path sources;
  private final Path configuration;

  /**
   * Creates a writer. All paths are absolute.
   *
   * @param version version of the plugin
   * @param root root directory of the project; files below it are named relative to it
   * @param sources source directory, to which the paths of findings are relative
   * @param configuration file to report for findings that are not in a source
   */
  public Sarif(String version, Path root, Path sources, Path configuration) {
    this.version = version;
    this.root = root;
    this.sources = sources;
    this.configuration = configuration;
  }

  /** Returns a document with the findings, sorted by location, as one run of the tool. */
  public String write(Collection<Finding> findings) {
    List<JsonObject> rules = Arrays.stream(Rule.values()).map(Sarif::descriptor).toList();
    JsonObject driver =
        object(
            "name", NAME,
            "version", version,
            "informationUri", REPOSITORY,
            "rules", rules);
    JsonObject tool = object("driver", driver);
    JsonObject described = object("text", "The root directory of the Maven project.");
    JsonObject bases = object(ROOT_ID, object("description", described));
    List<JsonObject> results =
        findings.stream().sorted(Finding.BY_LOCATION).map(this::result).toList();
    JsonObject run =
        object(
            "tool", tool,
            "originalUriBaseIds", bases,
            "columnKind", "unicodeCodePoints",
            "results", results);
    return Json.pretty(
        object(
            "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
            "version", "2.1.0",
            "runs", List.of(run)));
  }

  private static JsonObject descriptor(Rule rule) {
    String page = RULES_PAGE + "#" + rule.code().toLowerCase(Locale.ROOT);
    return object(
        "id", rule.code(),
        "name", name(rule),
        "shortDescription", object("text", rule.title()),
        "fullDescription", object("text", rule.description() + "."),
        "help", object("text", "An example, and what to write instead: " + page),
        "helpUri", page,
        "defaultConfiguration", object("level", level(rule.severity())));
  }

  /** Returns the name in Pascal case, as tools show it: {@code GlobalVariable}. */
  private static String name(Rule rule) {
    return Arrays.stream(rule.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private JsonObject result(Finding finding) {
    return object(
        "ruleId", finding.rule().code(),
        "ruleIndex", finding.rule().ordinal(),
        "level", level(finding.severity()),
        "message", object("text", VisibleText.of(finding.message() + ". " + finding.advice())),
        "locations", List.of(object("physicalLocation", physicalLocation(finding.location()))));
  }

  private JsonObject physicalLocation(Location location) {
    if (location instanceof Location.InSource in) {
      JsonObject physical = source(in.path());
      physical.add("region", region(in.start(), in.end()));
      return physical;
    }
    return location instanceof Location.InFile in
        ? source(in.path())
        : artifact(configuration, configuration.toUri().toASCIIString(), "");
  }

  /** The path is a text here, because not every text of a location is a path on this machine. */
  private JsonObject source(String path) {
    return artifact(sources, sources.toUri().toASCIIString().replaceAll("/?$", "/"), path);
  }

  private JsonObject artifact(Path base, String uri, String path) {
    // Tools resolve a relative name in their own checkout of the project, which contains no files
    // from outside the root.
    String within = path.isEmpty() ? "" : "/" + path;
    return object(
        "artifactLocation",
        base.startsWith(root)
            ? object("uri", encoded(relative(base) + within), "uriBaseId", ROOT_ID)
            : object("uri", uri + encoded(path)));
  }

  private String relative(Path base) {
    return root.relativize(base).toString().replace('\\', '/');
  }

  /** Creates a region. Its end is the position after its last character (§3.30.8). */
  private static JsonObject region(Position start, Position end) {
    return object(
        "startLine", start.line(),
        "startColumn", start.column(),
        "endLine", end.line(),
        "endColumn", end.column());
  }

  /**
   * Returns a relative reference by RFC 3986. {@link java.net.URI} is not used, because it changes
   * the Unicode normal form of names.
   */
  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte unit : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xFF);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (plain || UNESCAPED.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append(String.format("%%%02X", (int) c));
      }
    }
    return uri.toString();
  }

  private static JsonObject object(Object... members) {
    JsonObjectBuilder object = new JsonObjectBuilder();
    for (int i = 0; i < members.length; i += 2) {
      object.add((String) members[i], members[i + 1]);
    }
    return object.build();
  }
}

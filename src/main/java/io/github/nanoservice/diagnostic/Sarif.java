package io.github.nanoservice.diagnostic;

import io.github.nanoservice.json.Json;
import io.github.nanoservice.source.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes findings for tools that show them in place: SARIF 2.1.0, the OASIS standard. Section
 * numbers are those of its text.
 */
public final class Sarif {
  private static final String NAME = "nanoservice-maven-plugin";
  private static final String REPOSITORY = "https://github.com/nanoservice/" + NAME;
  private static final String RULES_PAGE = REPOSITORY + "/blob/main/docs/rules.md";
  private static final String ROOT_ID = "%SRCROOT%";

  /** RFC 3986 §2.3, and the slash between segments. */
  private static final String UNESCAPED = "-._~/";

  private final String version;
  private final Path root;
  private final Path sources;
  private final Path configuration;

  /**
   * Takes what the document says beside the findings. All paths are absolute.
   *
   * @param version the plugin's
   * @param root the project's root directory; files below it are named relative to it
   * @param sources the source directory, which the paths of findings are relative to
   * @param configuration the file to point at for what is in no source
   */
  public Sarif(String version, Path root, Path sources, Path configuration) {
    this.version = version;
    this.root = root;
    this.sources = sources;
    this.configuration = configuration;
  }

  /** All findings by place, as one run of the tool, which may have found nothing. */
  public String write(Collection<Finding> findings) {
    List<Object> rules = Arrays.stream(Rule.values()).map(Sarif::descriptor).toList();
    Object driver =
        object(
            "name", NAME,
            "version", version,
            "informationUri", REPOSITORY,
            "rules", rules);
    Object tool = object("driver", driver);
    Object described = object("text", "The root directory of the Maven project.");
    Object bases = object(ROOT_ID, object("description", described));
    List<Object> results = findings.stream().sorted(Finding.BY_PLACE).map(this::result).toList();
    Object run =
        object(
            "tool", tool,
            "originalUriBaseIds", bases,
            "columnKind", "unicodeCodePoints",
            "results", results);
    return Json.write(
        object(
            "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
            "version", "2.1.0",
            "runs", List.of(run)));
  }

  private static Object descriptor(Rule rule) {
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

  /** {@code GlobalVariable}: names are in Pascal case where tools show them. */
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

  private Object result(Finding finding) {
    return object(
        "ruleId", finding.rule().code(),
        "ruleIndex", finding.rule().ordinal(),
        "level", level(finding.severity()),
        "message", object("text", finding.message() + ". " + finding.advice()),
        "locations", List.of(object("physicalLocation", physicalLocation(finding.place()))));
  }

  private Map<String, Object> physicalLocation(Location place) {
    if (place instanceof Location.InSource in) {
      Map<String, Object> location = file(sources.resolve(in.path()));
      location.put("region", region(in.start(), in.end()));
      return location;
    }
    return file(place instanceof Location.InFile in ? sources.resolve(in.path()) : configuration);
  }

  private Map<String, Object> file(Path file) {
    // Tools look for a relative name in their own checkout of the project, which holds no other
    // file.
    return object(
        "artifactLocation",
        file.startsWith(root)
            ? object("uri", relative(file), "uriBaseId", ROOT_ID)
            : object("uri", file.toUri().toASCIIString()));
  }

  /** The end is the character behind the region (§3.30.8). */
  private static Object region(Position start, Position end) {
    return object(
        "startLine", start.line(),
        "startColumn", start.column(),
        "endLine", end.line(),
        "endColumn", end.column());
  }

  /**
   * A relative reference by RFC 3986. Not by {@link java.net.URI}, which brings names to another
   * normal form than the file has.
   */
  private String relative(Path file) {
    String path = root.relativize(file).toString().replace('\\', '/');
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

  private static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }
}

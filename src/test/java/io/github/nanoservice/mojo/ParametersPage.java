package io.github.nanoservice.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The tables of {@code docs/parameters.md}, made from the plugin's descriptor.
 *
 * <p>Parameters are grouped by the goals that have them, so that each is listed once.
 *
 * @param goals in the order of their names
 */
record ParametersPage(List<Goal> goals) {
  /**
   * The descriptor as plugin-tools writes it for its own reports, in the phase process-classes.
   * Unlike {@code META-INF/maven/plugin.xml} it keeps the markup of the Javadoc.
   */
  static final Path DESCRIPTOR = Path.of("target/plugin-enhanced.xml");

  private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=\\.) ");
  private static final Pattern COMPUTED_DEFAULT =
      Pattern.compile("(?:Unless set|If not set|By default|Defaults? )\\b.*");
  private static final Pattern END_OF_PARAGRAPH = Pattern.compile("<(?:p|br|ul|ol)\\b|\\n\\s*\\n");
  private static final Pattern CODE = Pattern.compile("(?s)<code>(.*?)</code>");
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  /** The goal that maven-plugin-plugin generates; it has none of the common parameters. */
  private static final String HELP = "help";

  /**
   * One goal.
   *
   * @param phase that the goal is bound to by default
   * @param parameters that a user can set
   */
  record Goal(
      String name,
      Optional<String> phase,
      String meaning,
      String since,
      List<Parameter> parameters) {}

  /**
   * One parameter.
   *
   * @param property of the command line
   * @param defaultValue as the descriptor has it, with its expressions
   */
  record Parameter(
      String name,
      Optional<String> property,
      Optional<String> defaultValue,
      String meaning,
      String since) {}

  static ParametersPage read() throws IOException {
    if (Files.notExists(DESCRIPTOR)) {
      throw new IOException(DESCRIPTOR + " does not exist. Run 'mvn process-classes' to write it.");
    }
    try {
      Element plugin =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(DESCRIPTOR.toFile())
              .getDocumentElement();
      return new ParametersPage(
          children(child(plugin, "mojos").orElseThrow())
              .map(ParametersPage::goal)
              .sorted(Comparator.comparing(Goal::name))
              .toList());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(DESCRIPTOR + " is not well-formed XML.", e);
    }
  }

  /** The names of all properties that a command line can set. */
  SortedSet<String> properties() {
    return goals.stream()
        .flatMap(goal -> goal.parameters().stream())
        .flatMap(parameter -> parameter.property().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tables in Markdown. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("## Goals");
    lines.add("");
    lines.add("| goal | default phase | meaning | since |");
    lines.add("|---|---|---|---|");
    for (Goal goal : goals) {
      lines.add(
          row(
              code("nanoservice:" + goal.name()),
              goal.phase().map(ParametersPage::code).orElse("none"),
              goal.meaning(),
              goal.since()));
    }
    byGoals()
        .forEach(
            (names, parameters) -> {
              lines.add("");
              lines.add("## " + heading(names));
              lines.add("");
              lines.add("| parameter | property | default | meaning | since |");
              lines.add("|---|---|---|---|---|");
              parameters.forEach(parameter -> lines.add(row(parameter)));
            });
    return String.join("\n", lines) + "\n";
  }

  /** The parameters that more goals share come first. */
  private Map<List<String>, List<Parameter>> byGoals() {
    Map<Parameter, List<String>> goalsOf = new LinkedHashMap<>();
    for (Goal goal : goals) {
      for (Parameter parameter : goal.parameters()) {
        goalsOf.computeIfAbsent(parameter, any -> new ArrayList<>()).add(goal.name());
      }
    }
    return goalsOf.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Parameter, List<String>>>comparingInt(
                    entry -> -entry.getValue().size())
                .thenComparing(entry -> String.join(" ", entry.getValue()))
                .thenComparing(entry -> entry.getKey().name()))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
  }

  private String heading(List<String> names) {
    List<String> all = goals.stream().map(Goal::name).filter(name -> !name.equals(HELP)).toList();
    return names.equals(all)
        ? "All goals except " + code(HELP)
        : names.stream().map(ParametersPage::code).collect(Collectors.joining(", "));
  }

  private static String row(Parameter parameter) {
    return row(
        code(parameter.name()),
        parameter.property().map(ParametersPage::code).orElse("none"),
        parameter.defaultValue().map(ParametersPage::code).orElse("none"),
        parameter.meaning(),
        parameter.since());
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static Goal goal(Element mojo) {
    Optional<Element> configuration = child(mojo, "configuration");
    List<Parameter> parameters =
        child(mojo, "parameters").stream()
            .flatMap(ParametersPage::children)
            .filter(parameter -> text(parameter, "editable").equals("true"))
            .map(parameter -> parameter(parameter, configuration))
            .toList();
    return new Goal(
        text(mojo, "goal"),
        child(mojo, "phase").map(Element::getTextContent),
        meaning(mojo),
        text(mojo, "since"),
        parameters);
  }

  private static Parameter parameter(Element parameter, Optional<Element> configuration) {
    String name = text(parameter, "name");
    Optional<Element> source = configuration.flatMap(all -> child(all, name));
    return new Parameter(
        name,
        source
            .map(element -> PROPERTY.matcher(element.getTextContent()))
            .filter(Matcher::matches)
            .map(property -> property.group(1)),
        source
            .map(element -> element.getAttribute("default-value"))
            .filter(value -> !value.isEmpty()),
        meaning(parameter),
        text(parameter, "since"));
  }

  /**
   * The first sentence of the Javadoc, with code in backticks, and the sentence about a default
   * that no annotation can express, if there is one.
   */
  private static String meaning(Element element) {
    String paragraph = END_OF_PARAGRAPH.split(text(element, "description").strip(), 2)[0];
    String markdown =
        CODE.matcher(paragraph)
            .replaceAll(found -> Matcher.quoteReplacement(code(found.group(1))))
            .replaceAll("</?[a-z][^>]*>", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replaceAll("\\s+", " ")
            .strip();
    String[] sentences = BETWEEN_SENTENCES.split(markdown);
    return Stream.concat(
            Stream.of(sentences[0]),
            Stream.of(sentences).skip(1).filter(COMPUTED_DEFAULT.asMatchPredicate()).limit(1))
        .collect(Collectors.joining(" "));
  }

  private static String text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent).orElse("");
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).filter(element -> element.getTagName().equals(name)).findFirst();
  }

  private static Stream<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children.stream();
  }
}

package io.github.nanoservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the repository lead to files, headings and classes that exist. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s:]*?)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern FILE =
      Pattern.compile("[\\w./-]+\\.(?:java|py|md|json|txt|toml|groovy|properties)");
  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z]*[a-z][A-Za-z]*");

  /** Classes of Java itself. */
  private static final Set<String> OTHER_CLASSES = Set.of("Map", "Optional", "String");

  /** Files that the plugin writes, or that belong to the user. */
  private static final Set<String> ELSEWHERE =
      Set.of("build.log", "nanoservices.json", "requirements.txt", "greetings.py");

  @ParameterizedTest
  @MethodSource("pages")
  void relativeLinksLeadToFilesAndHeadings(Path page) throws IOException {
    String text = FENCED.matcher(Files.readString(page)).replaceAll("");
    List<String> broken =
        LINK.matcher(text)
            .results()
            .filter(link -> !exists(page, link.group(1), link.group(2)))
            .map(link -> link.group())
            .toList();
    assertThat(broken).as("links of %s", page).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTRIBUTING.md", "docs/architecture.md"})
  void namedFilesExist(Path page) throws IOException {
    Set<String> named =
        named(page, FILE).stream()
            .filter(name -> !ELSEWHERE.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> files = files();
    named.removeIf(name -> files.stream().anyMatch(file -> ("/" + file).endsWith("/" + name)));
    assertThat(named).as("files that %s names and that do not exist", page).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTRIBUTING.md", "docs/architecture.md"})
  void namedClassesExist(Path page) throws IOException {
    Set<String> named = named(page, CLASS);
    named.removeAll(OTHER_CLASSES);
    List<String> files = files();
    named.removeIf(name -> files.stream().anyMatch(file -> file.endsWith("/" + name + ".java")));
    assertThat(named).as("classes that %s names and that do not exist", page).isEmpty();
  }

  @Test
  void readmeLinksEveryPage() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      assertThat(pages.filter(page -> page.toString().endsWith(".md")).sorted())
          .allSatisfy(page -> assertThat(readme).contains("](docs/" + page.getFileName() + ")"));
    }
  }

  @Test
  void projectsPageListsEveryProject() throws IOException {
    String page = Files.readString(Path.of("src/it/README.md"));
    try (Stream<Path> projects = Files.list(Path.of("src/it"))) {
      assertThat(projects.filter(Files::isDirectory).map(Path::getFileName).sorted())
          .allSatisfy(name -> assertThat(page).contains("\n| [%s](%s) |".formatted(name, name)));
    }
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.list(Path.of("docs"));
        Stream<Path> projects = Files.list(Path.of("src/it"))) {
      return Stream.of(root, docs, projects)
          .flatMap(pages -> pages)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static Set<String> named(Path page, Pattern kind) throws IOException {
    String text = FENCED.matcher(Files.readString(page)).replaceAll("");
    return CODE.matcher(text)
        .results()
        .map(code -> code.group(1))
        .filter(code -> kind.matcher(code).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean exists(Path page, String file, String heading) {
    Path target = file.isEmpty() ? page : page.resolveSibling(file.replace("%20", " ")).normalize();
    return Files.exists(target) && (heading == null || headings(target).contains(heading));
  }

  /** The anchors that GitHub makes of a page's headings. */
  private static Set<String> headings(Path page) {
    try {
      String text = FENCED.matcher(Files.readString(page)).replaceAll("");
      return HEADING
          .matcher(text)
          .results()
          .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
          .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> sources = Files.walk(Path.of("src"))) {
      return Stream.of(root, docs, sources)
          .flatMap(files -> files)
          .map(file -> file.toString().replace('\\', '/'))
          .toList();
    }
  }
}

package io.github.nanoservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The menu of the site against the pages in {@code docs}. */
class SiteTest {
  private static final Pattern PAGE = Pattern.compile("href=\"docs/([\\w-]+)\\.html\"");

  @Test
  void menuHasEachPageOnce() throws IOException {
    String menu = Files.readString(Path.of("src/site/site.xml"));
    assertThat(PAGE.matcher(menu).results().map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(pages());
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".md"))
          .map(name -> name.substring(0, name.length() - ".md".length()))
          .toList();
    }
  }
}

package io.github.nanoservice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSelectionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prices.json",
        "shop/templates/order.html",
        "shop/py.typed",
        "shop/types.pyi",
        "shop/fast.cpython-311-x86_64-linux-gnu.so",
        "locale/de/LC_MESSAGES/shop.mo",
        "shop.egg-info/PKG-INFO",
        "shop/requirements.txt",
        "a b/ä[1].csv"
      })
  void everyFileIsDataUnlessAToolReadsIt(String path) {
    assertThat(DataSelection.ALL.accepts()).accepts(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requirements.txt",
        "requirements-dev.txt",
        "requirements.in",
        "constraints.txt",
        "pyproject.toml",
        "poetry.lock",
        "uv.lock",
        "pylock.toml",
        "pylock.dev.toml",
        "Pipfile.lock",
        "compose.override.yaml",
        "docker-compose.override.yml",
        "Dockerfile",
        "pom.xml",
        "shop/pricing.pyc",
        "shop/pricing.py~",
        "#notes.txt#"
      })
  void filesOfToolsAndLeftoversAreNoData(String path) {
    assertThat(DataSelection.ALL.accepts()).rejects(path);
  }

  /** As maven-resources-plugin treats its patterns. */
  @Test
  void patternsAreThoseOfAnt() {
    DataSelection selection =
        new DataSelection(List.of("**/*.json", "templates/"), List.of("**/draft?.json", "x/**"));
    assertThat(selection.accepts())
        .accepts("a.json", "shop/a.json", "templates/order.html", "templates/a/b.html")
        .rejects("a.csv", "shop/draft1.json", "draft2.json", "x/a.json", "shop/templates/a.html")
        .rejects("A.JSON");
  }

  @Test
  void patternIsRelativeAndValid() {
    assertThat(List.of("**/*.json", "templates/", "%regex[.*\\.json]"))
        .allMatch(DataSelection::isPattern);
    assertThat(List.of("", "/etc/*", "%regex[(]")).noneMatch(DataSelection::isPattern);
  }
}

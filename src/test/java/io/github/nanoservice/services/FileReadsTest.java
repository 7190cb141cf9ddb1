package io.github.nanoservice.services;

import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.FileReads.FileRead;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReadsTest {

  private static List<String> paths(SourceFile... files) {
    return new TopologyBuilder(ServiceOptions.defaults())
        .build(List.of(files), Set.of()).reads().stream().map(FileRead::path).toList();
  }

  private static List<String> pathsIn(String expression) {
    return paths(
        extended("a.py", "import io, pathlib", "def main(mode):", "  return " + expression));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('x.csv')",
        "open('x.csv', 'r')",
        "open('x.csv', 'rb').read()",
        "open('x.csv', encoding='utf-8', mode='rt')",
        "io.open('x.csv')",
        "pathlib.Path('x.csv').read_text()",
        "pathlib.Path('x.csv').read_bytes()",
        "pathlib.Path('x.csv').open('rb')"
      })
  void relativePathThatIsReadIsFound(String expression) {
    assertThat(pathsIn(expression)).containsExactly("x.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('x.csv', 'w')",
        "open('x.csv', 'r+')",
        "open('x.csv', mode)",
        "open('x.csv', *mode)",
        "open('/x.csv')",
        "open('~/x.csv')",
        "open('C:/x.csv')",
        "open(mode)",
        "open(f'{mode}.csv')",
        "open('x' + '.csv')",
        "open(3)",
        "mode.open('x.csv')",
        "pathlib.Path('x.csv')",
        "pathlib.Path('x.csv').write_text('')",
        "pathlib.Path('x.csv').open('w')",
        "pathlib.Path('x', 'x.csv').read_text()",
        "[open('x.csv', 'w').close(), open('x.csv').read()]"
      })
  void pathThatMayNotBeReadIsNotFound(String expression) {
    assertThat(pathsIn(expression)).isEmpty();
  }

  @Test
  void constantThatIsReadAtTheImportIsFound() {
    assertThat(paths(extended("a.py", "RATES = open('rates.csv').read()", "def main(): pass")))
        .containsExactly("rates.csv");
  }

  @Test
  void programThatExpectsAMissingFileIsNotReported() {
    assertThat(
            paths(
                extended(
                    "a.py",
                    "import os",
                    "def main():",
                    "  try:",
                    "    return open('x.csv').read()",
                    "  except OSError:",
                    "    return ''",
                    "def other():",
                    "  return open('y.csv') if os.path.exists('y.csv') else None")))
        .isEmpty();
  }

  @Test
  void programThatChangesItsDirectoryIsNotReported() {
    assertThat(
            paths(
                extended("a.py", "def main():", "  return open('x.csv').read()"),
                extended("b.py", "import os", "def enter():", "  os.chdir('/data')")))
        .isEmpty();
  }

  @Test
  void functionOfTheSourcesIsNotTheBuiltin() {
    assertThat(
            paths(
                extended("a.py", "def open(path): pass", "def main():", "  return open('x.csv')")))
        .isEmpty();
  }
}

package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The result for each {@code golden/<topic>/<case>.py} equals {@code <case>.txt}. To add a case,
 * add a file. {@code mvn test -Dtest=GoldenTest -Dgolden.write} writes the expected files that are
 * missing or differ; read them before you commit them.
 */
class GoldenTest {
  static final Path FOLDER = Path.of("src/test/resources/io/github/nanoservice/python/golden");

  private static final String EXTENDED = "23-extended";

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .map(file -> FOLDER.relativize(file).toString().replaceFirst("\\.py$", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultEqualsTheExpectedFile(String name) throws IOException {
    Path expected = FOLDER.resolve(name + ".txt");
    String text =
        GoldenText.of(new ModuleParser(format(name)).parse(Files.readAllBytes(python(name))));
    if (System.getProperty("golden.write") != null) {
      Files.writeString(expected, text);
    } else if (Files.notExists(expected)) {
      fail(
          "%s is missing: mvn test -Dtest=GoldenTest -Dgolden.write writes it; it would be%n%s",
          expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  /** Topics from this one on use the extended format. */
  private static Format format(String name) {
    return name.compareTo(EXTENDED) < 0
        ? Format.strict()
        : Format.extended(List.of("warnings.filterwarnings", "setlocale"));
  }

  private static Path python(String name) {
    return FOLDER.resolve(name + ".py");
  }
}

package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the constants of the client against the vectors and the source of the Python runtime. */
class WireFormatTest {
  private static final Path RUNTIME = Path.of("src/main/resources/io/github/nanoservice/runtime");

  @Test
  void everyTagIsInAVector() throws IllegalAccessException {
    String vectors =
        Stream.of("values.json", "calls.json", "streams.json")
            .map(WireVectors::text)
            .collect(Collectors.joining());
    List<String> missing = new ArrayList<>();
    for (Field field : Tag.class.getDeclaredFields()) {
      String tag = field.getType() == String.class ? (String) field.get(null) : "";
      if (!tag.isEmpty() && !vectors.contains("{\\\"$" + tag + "\\\":")) {
        missing.add(tag);
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WireFormat.VALUE_TYPE,
        WireFormat.LINES_TYPE,
        WireFormat.PROBLEM_TYPE,
        WireFormat.TIMEOUT_HEADER,
        WireFormat.PROOF_PATH,
        WireFormat.POSITIONAL,
        WireFormat.KEYWORDS
      })
  void runtimeHasTheSameText(String text) throws IOException {
    assertThat(runtime()).contains('"' + text + '"');
  }

  @Test
  void runtimeSendsDecimalIntegersOfTheSameLength() throws IOException {
    assertThat(runtime()).containsPattern("DECIMAL_BITS = " + WireFormat.MAX_DECIMAL_BITS + "\\b");
  }

  @Test
  void runtimeSendsTheSameDepthOfNesting() throws IOException {
    assertThat(runtime()).containsPattern("DEEPEST = " + WireFormat.MAX_ENCODE_DEPTH + "\\b");
  }

  private static String runtime() throws IOException {
    try (Stream<Path> files = Files.walk(RUNTIME)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .map(WireFormatTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefinitionOrderTest {

  @Test
  void definitionFollowsWhatItRuns() {
    String text =
        """
        @logged
        def main(n=start()): return other(n)
        def other(n): return n
        def logged(f): return wrapped(f)
        def wrapped(f): return f
        def start(): return 1
        """;
    assertThat(order(text)).containsExactly("wrapped", "logged", "start", "main", "other");
  }

  @Test
  void longChainDoesNotOverflowTheStack() {
    int length = 50_000;
    String text =
        "@f0\ndef main(): pass\n"
            + IntStream.range(0, length)
                .mapToObj(i -> "def f" + i + "(f): return f" + (i + 1) + "(f)\n")
                .collect(Collectors.joining());
    assertThat(order(text))
        .hasSize(length + 1)
        .startsWith("f" + (length - 1), "f" + (length - 2))
        .endsWith("f0", "main");
  }

  private static List<String> order(String text) {
    SourceFile file = TestServices.file("shop.py", text);
    List<Definition> definitions =
        file.module().functions().stream()
            .<Definition>map(function -> new Definition.OfFunction(file, function))
            .toList();
    return DefinitionOrder.of(definitions).stream()
        .map(definition -> ((Definition.OfFunction) definition).function().name())
        .toList();
  }
}

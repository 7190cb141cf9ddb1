package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.Definition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleBodyTest {
  private static final List<Definition> DEFINITIONS =
      TestServices.service(
              TestServices.endpoint(
                  TestServices.file("shop.py", "\n\ndef f():\r\n    return 1\n"), "f", "f", "f"))
          .definitions();

  private static final ModuleBody BODY = ModuleBody.of(DEFINITIONS, module -> Optional.empty());

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "import a\n\n\n\nimport b\n\n\n", "\"\"\"x\"\"\"\r\n\r\n\n"})
  void sourceMapFollowsTheHeadOfTheTemplate(String head) {
    ModuleBody.Filled filled =
        BODY.insertInto(head + BODY.mark().orElseThrow() + "\n\n\nend\n", "p ");

    int line = 1 + (int) head.replace("\r\n", "\n").chars().filter(c -> c == '\n').count();
    assertThat(filled.text()).isEqualTo(head + "def f():\r\n    return 1\n\n\nend\n");
    assertThat(filled.sources()).isEqualTo("p %d-%d: shop.py:3\n".formatted(line, line + 1));
  }

  @Test
  void templateWithoutDefinitionsIsKept() {
    ModuleBody empty = ModuleBody.of(List.of(), module -> Optional.empty());

    assertThat(empty.mark()).isEmpty();
    assertThat(empty.insertInto("import a\n", ""))
        .isEqualTo(new ModuleBody.Filled("import a\n", ""));
  }
}

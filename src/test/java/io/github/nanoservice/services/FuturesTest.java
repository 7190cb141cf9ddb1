package io.github.nanoservice.services;

import static io.github.nanoservice.services.BuiltTopology.codes;
import static io.github.nanoservice.services.BuiltTopology.findings;
import static io.github.nanoservice.services.SourceFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuturesTest {
  private final ServiceOptions defaults = ServiceOptions.defaults();
  private final SourceFile main = file("main.py", "def main():", "  return 1");

  @Test
  void differentFuturesInOneServiceAreRefused() {
    SourceFile one =
        file("one.py", "from __future__ import annotations, division", "def f():", "  return 1");
    SourceFile two = file("two.py", "def g():", "  return 1", "@g", "def main():", "  return 1");
    SourceFile same =
        file("two.py", "from __future__ import annotations", "def g():", "  return 1");

    assertThat(findings(BuiltTopology.groups(Map.of("both", List.of("f", "g"))), one, two))
        .startsWith(
            """
            two.py:1:5: NS317 in the group "both", "g" is compiled with no future feature, but "f" (one.py:2) with the future feature annotations
                def g():
                    ^
              Write the same "from __future__ import ..." in both modules.
            """);
    assertThat(codes(BuiltTopology.groups(Map.of("both", List.of("f", "g"))), one, same, main))
        .isEmpty();
    assertThat(codes(defaults, one, two)).isEmpty();
  }

  @Test
  void decoratorOfAnotherModuleKeepsItsFutures() {
    SourceFile decorators = file("decorators.py", "def timed(f):", "  return f");
    SourceFile file =
        file(
            "a.py",
            "from __future__ import annotations",
            "from decorators import timed",
            "@timed",
            "def main():",
            "  return 1");

    assertThat(codes(defaults, decorators, file)).isEmpty();
  }
}

package io.github.nanoservice.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Scale} measures, in small. */
class ScaleTest {
  private final ModuleParser parser = new ModuleParser(Format.strict());

  @Test
  void largeFile() {
    Module module = parse(ScaleInput.LARGE_FILE, 100_000);
    assertThat(module.violations()).isEmpty();
    assertThat(module.functions()).hasSizeGreaterThan(100);
  }

  @Test
  void longLine() {
    Module module = parse(ScaleInput.LONG_LINE, 100_000);
    assertThat(module.violations()).isEmpty();
    assertThat(module.functions().get(0).references())
        .hasSizeGreaterThan(4000)
        .extracting(Reference::name)
        .contains("discount", "price");
  }

  /** CPython takes 200. */
  @Test
  void nestedBrackets() {
    Module module = parse(ScaleInput.BRACKETS, 1000);
    assertThat(module.violations()).extracting(Violation::rule).containsExactly(Rule.TOO_DEEP);
  }

  @Test
  void nestedFStrings() {
    Module module = parse(ScaleInput.FSTRINGS, 10);
    assertThat(module.violations()).isEmpty();
    assertThat(module.functions()).extracting(Function::name).containsExactly("main");
  }

  @Test
  void manyFunctions() {
    Module module = parse(ScaleInput.FUNCTIONS, 5000);
    assertThat(module.violations()).isEmpty();
    assertThat(module.functions()).hasSize(5000);
    assertThat(module.functions().get(4999).references())
        .extracting(Reference::name)
        .containsExactly("f2499");
  }

  @Test
  void manyFiles() {
    List<byte[]> files = ScaleInput.FILES.files(100);
    assertThat(files).hasSize(100);
    assertThat(files).allSatisfy(file -> assertThat(parser.parse(file).functions()).isNotEmpty());
  }

  private Module parse(ScaleInput input, int size) {
    return parser.parse(input.files(size).get(0));
  }
}

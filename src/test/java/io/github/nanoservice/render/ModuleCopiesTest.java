package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModuleCopiesTest {
  private static final List<String> EVERYTHING = List.of("modules/ ./modules/");

  @Test
  void directoryOfOneKindIsCopiedAsAWhole() {
    assertThat(ModuleCopies.of(List.of("a.py"), List.of()))
        .isEqualTo(new ModuleCopies(List.of(), EVERYTHING));
    assertThat(ModuleCopies.of(List.of(), List.of("a.json", "b/c.csv")))
        .isEqualTo(new ModuleCopies(EVERYTHING, List.of()));
    assertThat(ModuleCopies.of(List.of(), List.of()))
        .isEqualTo(new ModuleCopies(List.of(), List.of()));
  }

  /** Otherwise a change of one line of code would copy a large model again. */
  @Test
  void dataAndCodeAreInDifferentLayers() {
    ModuleCopies copies =
        ModuleCopies.of(
            List.of("shop/pricing.py", "tax/rates.py"),
            List.of("model.bin", "shop/b.json", "shop/a b.json", "shop/html/en/order.html"));
    assertThat(copies.data())
        .containsExactly(
            "[\"modules/model.bin\", \\\n  \"./modules/\"]",
            "[\"modules/shop/a b.json\", \\\n  \"modules/shop/b.json\", \\\n  \"./modules/shop/\"]",
            "[\"modules/shop/html/\", \\\n  \"./modules/shop/html/\"]");
    assertThat(copies.code())
        .containsExactly(
            "[\"modules/shop/pricing.py\", \\\n  \"./modules/shop/\"]",
            "[\"modules/tax/\", \\\n  \"./modules/tax/\"]");
  }

  @Test
  void namesThatTheBuilderInterpretsAreCopiedWithTheirDirectory() {
    for (String name : List.of("a*.json", "$HOME", "[a].csv", "a\"b", "a\\b", "a\nb")) {
      assertThat(ModuleCopies.of(List.of("a.py"), List.of(name)))
          .isEqualTo(new ModuleCopies(List.of(), EVERYTHING));
    }
  }

  @Test
  void imageGetsNoMoreLayersThanItMayHave() {
    List<String> data = IntStream.range(0, 100).mapToObj(i -> "p%d/a.json".formatted(i)).toList();
    List<String> code = IntStream.range(0, 100).mapToObj(i -> "p%d/a.py".formatted(i)).toList();
    assertThat(ModuleCopies.of(code, data)).isEqualTo(new ModuleCopies(List.of(), EVERYTHING));
  }
}

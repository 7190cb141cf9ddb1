package io.github.nanoservice.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"greeting", "My.Shop", "Shop_", "my_-shop", "_x", "Größe", "", "--"})
  void anyArtifactGetsALegalName(String artifact) {
    String name = ProjectName.of(artifact, Path.of("shop")).text();

    assertThat(ProjectName.isLegal(name)).as(name).isTrue();
    assertThat(name).matches(".+-[0-9a-f]{8}");
  }

  @ParameterizedTest
  @CsvSource({
    "shop, shop",
    "My.Shop, my-shop",
    "_a_-b___c_, a-b-c",
    "a__b, a__b",
    "größe, gr-e",
    "___, nanoservices"
  })
  void legalCharactersAreKept(String artifact, String name) {
    assertThat(ProjectName.of(artifact)).isEqualTo(new ProjectName(name));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void spellingOfThePathDoesNotChangeTheName(@TempDir Path directory) throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    assertThat(ProjectName.of("shop", link)).isEqualTo(ProjectName.of("shop", real));
  }

  @Test
  void checkoutsOfOneProjectGetDifferentNames() {
    assertThat(ProjectName.of("shop", Path.of("one/shop")))
        .isEqualTo(ProjectName.of("shop", Path.of("two/../one/shop")))
        .isNotEqualTo(ProjectName.of("shop", Path.of("two/shop")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "-shop", "shop_", "my_-shop", "a shop", "größe", "my.shop"})
  void namesThatNoImageCanHaveAreIllegal(String name) {
    assertThat(ProjectName.isLegal(name)).isFalse();
  }
}

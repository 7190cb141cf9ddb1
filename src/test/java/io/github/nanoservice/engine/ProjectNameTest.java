package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of compose projects. */
class ProjectNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"greeting", "My.Shop", "Shop_", "my_-shop", "_x", "Größe", "", "--"})
  void areLegalWhateverTheArtifactIsCalled(String artifact) {
    String name = ProjectName.of(artifact, Path.of("shop")).text();

    assertThat(ProjectName.isLegal(name)).as(name).isTrue();
    assertThat(name).matches(".+-[0-9a-f]{8}");
  }

  @Test
  void tellCopiesOfAProjectApart() {
    assertThat(ProjectName.of("shop", Path.of("one/shop")))
        .isEqualTo(ProjectName.of("shop", Path.of("two/../one/shop")))
        .isNotEqualTo(ProjectName.of("shop", Path.of("two/shop")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "-shop", "shop_", "my_-shop", "a shop", "größe"})
  void refuseWhatNoImageCanBeCalledAfter(String name) {
    assertThat(ProjectName.isLegal(name)).isFalse();
  }
}

package io.github.nanoservice.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "Functions", "shop", "Sh0p_", "Item", "Options"})
  void classNameIsValid(String name) {
    assertThat(ClientSettings.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "my-shop", "1st", "class", "record", "var", "yield", "Größe", "Codec", "codec", "Calls",
        "String", "Object", "List", "Map", "Http", "Builder", "a.B"
      })
  void nameThatWouldNotCompileIsInvalid(String name) {
    assertThat(ClientSettings.isName(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.acme.shop.client", "shop", "javax.shop", "javas"})
  void packageIsValid(String name) {
    assertThat(ClientSettings.isPackage(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "java", "java.lang", "com..acme", "com.new", "com.acme-shop", ".com"})
  void textThatIsNotAPackageIsInvalid(String name) {
    assertThat(ClientSettings.isPackage(name)).isFalse();
  }
}

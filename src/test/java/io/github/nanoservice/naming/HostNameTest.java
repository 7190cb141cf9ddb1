package io.github.nanoservice.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"main", "format_name", "_", "F", "shop.pricing.discount", "a-b", "a1"})
  void legalNameIsKept(String name) {
    assertThat(HostName.of(name, "label")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "größe",
        "",
        ".",
        "..",
        "a..b",
        "a.",
        "-a",
        "a-",
        "a b",
        "a/b",
        "localhost",
        "LocalHost",
        "a23456789012345678901234567890123456789012345678901234567890abcd"
      })
  void illegalNameIsReplacedByItsDnsLabel(String name) {
    assertThat(HostName.of(name, "label")).isEqualTo("label");
  }
}

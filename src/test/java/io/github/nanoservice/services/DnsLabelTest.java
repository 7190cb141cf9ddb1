package io.github.nanoservice.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsLabelTest {

  @ParameterizedTest
  @CsvSource({
    "main, main",
    "format_name, format-name",
    "FormatName, formatname",
    "shop.pricing.discount, shop-pricing-discount",
    "__init__, fn--init--fn",
    "a__b, a--b",
    "_main, fn-main",
    "main_, main-fn",
    "_, fn-fn",
    "_1, fn-1",
    "localhost, fn-localhost",
    "grüße, xn--grsse-lva",
    "ß, ss",
    "名前, xn--ldr85b",
    "größe_von, xn--grsse-von-17a"
  })
  void labelIsLowerCaseAscii(String name, String label) {
    assertThat(DnsLabel.of(name)).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_", "__", "a_", "_a", "x.y_", "ªº", "א1", "אa", "ﬀ", "𝔘𝔫𝔦", "𐐷", "ᴀ"})
  void labelIsLegal(String name) {
    assertThat(DnsLabel.of(name))
        .matches("[a-z]([a-z0-9-]*[a-z0-9])?")
        .hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void longNamesGetDifferentLabels() {
    String one = DnsLabel.of("a".repeat(80) + "_one");
    String other = DnsLabel.of("a".repeat(80) + "_other");

    assertThat(one).hasSize(63).matches("a{54}-[0-9a-f]{8}").isNotEqualTo(other);
    assertThat(DnsLabel.of("ü".repeat(80)))
        .hasSizeLessThanOrEqualTo(63)
        .matches("[a-z0-9-]+[a-z0-9]");
    assertThat(DnsLabel.of("a".repeat(63))).isEqualTo("a".repeat(63));
  }
}

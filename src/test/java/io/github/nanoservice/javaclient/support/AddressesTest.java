package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private static final String PROPERTY = "nanoservice.addresses_test.url";
  private static final String DEFAULT = "http://addresses-test:5000/";

  private final Addresses addresses = new Addresses();

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void defaultIsUsedWithoutPropertyAndVariable() {
    find();
    assertThat(addresses.of("addresses_test")).hasToString(DEFAULT);
  }

  @Test
  void propertyIsUsedWithoutSurroundingSpace() {
    System.setProperty(PROPERTY, " http://127.0.0.1:8081/ ");
    find();
    assertThat(addresses.of("addresses_test")).hasToString("http://127.0.0.1:8081/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "${nanoservice.addresses_test.url}"})
  void emptyPropertyAndPlaceholderAreIgnored(String value) {
    System.setProperty(PROPERTY, value);
    find();
    assertThat(addresses.of("addresses_test")).hasToString(DEFAULT);
  }

  @Test
  void invalidPropertyIsRejectedByName() {
    System.setProperty(PROPERTY, "http://my_shop/");
    assertThatThrownBy(this::find)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PROPERTY)
        .hasMessageContaining("http://my_shop/");
  }

  @Test
  void addressOfUnknownFunctionIsRejected() {
    find();
    assertThatThrownBy(() -> addresses.set("other", URI.create("http://shop/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("addresses_test");
  }

  @Test
  void copyDoesNotSeeLaterChanges() {
    find();
    Addresses copy = new Addresses(addresses);
    addresses.set("addresses_test", URI.create("http://shop/"));
    assertThat(copy.of("addresses_test")).hasToString(DEFAULT);
  }

  private void find() {
    addresses.find("addresses_test", "NANOSERVICE_ADDRESSES_TEST_URL", DEFAULT);
  }
}

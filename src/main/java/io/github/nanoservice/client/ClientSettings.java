package io.github.nanoservice.client;

/**
 * What a user may choose about a client.
 *
 * @param packageName of its classes: {@code com.acme.shop.client}
 * @param name of its interface: {@code Shop}; the implementation is {@code ShopClient}
 */
public record ClientSettings(String packageName, String name) {

  /** The name of the implementation. */
  String client() {
    return name + "Client";
  }
}

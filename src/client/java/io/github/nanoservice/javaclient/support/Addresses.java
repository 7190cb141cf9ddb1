package io.github.nanoservice.javaclient.support;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** The addresses of the functions. */
final class Addresses {
  private final Map<String, URI> byFunction = new TreeMap<>();

  Addresses() {}

  Addresses(Addresses others) {
    byFunction.putAll(others.byFunction);
  }

  /**
   * Takes a function's address from the system property, else from the environment variable, else
   * the default.
   *
   * @throws IllegalArgumentException if the property or variable is not the address of a service
   */
  void find(String function, String variable, String defaultAddress) {
    String property = "nanoservice." + function + ".url";
    String address = System.getProperty(property, "");
    String environment = System.getenv(variable);
    // Maven passes the placeholder itself if no goal has set the property.
    if (!address.isEmpty() && !address.startsWith("${")) {
      byFunction.put(function, parse("the system property " + property, address));
    } else if (environment != null && !environment.isEmpty()) {
      byFunction.put(function, parse("the environment variable " + variable, environment));
    } else {
      byFunction.put(function, URI.create(defaultAddress));
    }
  }

  /**
   * Sets a function's address.
   *
   * @throws IllegalArgumentException if the client does not call this function, or the address is
   *     not that of a service
   */
  void set(String function, URI address) {
    if (!byFunction.containsKey(function)) {
      throw new IllegalArgumentException(
          "this client does not call " + function + ", only " + byFunction.keySet());
    }
    byFunction.put(function, requireValid("the address of " + function, address));
  }

  URI of(String function) {
    return byFunction.get(function);
  }

  private static URI parse(String source, String text) {
    try {
      return requireValid(source, URI.create(text.strip()));
    } catch (IllegalArgumentException e) {
      throw invalid(source, text);
    }
  }

  private static URI requireValid(String source, URI address) {
    boolean http =
        "http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme());
    boolean bare = address.getRawQuery() == null && address.getRawFragment() == null;
    if (!http || address.getHost() == null || !bare) {
      throw invalid(source, address.toString());
    }
    return address;
  }

  private static IllegalArgumentException invalid(String source, String text) {
    return new IllegalArgumentException(
        source
            + " is '"
            + text
            + "'; write an address like http://127.0.0.1:8081/, without query, fragment or"
            + " underscores in the host");
  }
}

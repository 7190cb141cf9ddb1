package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.SortedMap;
import java.util.TreeMap;

/** URLs of functions on this machine. */
final class EndpointUrl {

  private EndpointUrl() {}

  /**
   * Returns the URLs of the functions of a service by name.
   *
   * @param scheme {@code http} or {@code https}
   */
  static SortedMap<String, URI> allOf(String scheme, int port, ServiceEntry service) {
    SortedMap<String, URI> urls = new TreeMap<>();
    for (EndpointEntry endpoint : service.endpoints()) {
      urls.put(endpoint.name(), of(scheme, port, endpoint));
    }
    return urls;
  }

  /**
   * Returns the URL of a function whose service listens on a port.
   *
   * @param scheme {@code http} or {@code https}
   */
  static URI of(String scheme, int port, EndpointEntry endpoint) {
    try {
      String path = new URI(null, null, endpoint.path(), null).toASCIIString();
      return URI.create(scheme + "://127.0.0.1:" + port).resolve(path);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "the path of an endpoint consists of its name: " + endpoint.path(), e);
    }
  }
}

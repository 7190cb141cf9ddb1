package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.EndpointEntry;
import java.net.URI;
import java.net.URISyntaxException;

/** URLs of functions on this machine. */
final class EndpointUrl {

  private EndpointUrl() {}

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

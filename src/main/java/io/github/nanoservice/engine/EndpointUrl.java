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

  /** Returns the URLs of a service's functions by name. */
  static SortedMap<String, URI> allOf(int port, ServiceEntry service) {
    SortedMap<String, URI> urls = new TreeMap<>();
    for (EndpointEntry endpoint : service.endpoints()) {
      urls.put(endpoint.name(), of(port, endpoint));
    }
    return urls;
  }

  /** Returns the URL of a function whose service listens on a port. */
  static URI of(int port, EndpointEntry endpoint) {
    try {
      String path = new URI(null, null, endpoint.path(), null).toASCIIString();
      return URI.create("http://127.0.0.1:" + port).resolve(path);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "the path of an endpoint consists of its name: " + endpoint.path(), e);
    }
  }
}

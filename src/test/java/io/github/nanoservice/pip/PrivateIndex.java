package io.github.nanoservice.pip;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.nanoservice.digest.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A package index on this machine (PEP 503) that asks for a password. */
public final class PrivateIndex implements AutoCloseable {
  public static final String USER = "ada";

  /** A password that a URL cannot have as it is. */
  public static final String PASSWORD = "s3cret/of:the@index%20+";

  private final HttpServer server;
  private final List<Wheel> wheels;
  private final List<String> paths = new CopyOnWriteArrayList<>();

  private PrivateIndex(HttpServer server, List<Wheel> wheels) {
    this.server = server;
    this.wheels = wheels;
  }

  /**
   * Starts an index. It has {@code absent-friend}, whose module has {@code TOAST = "cheers"},
   * {@code present-friend}, and {@code later-friend}, which needs a release of the first that there
   * is not.
   */
  public static PrivateIndex start(InetAddress address) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    PrivateIndex index =
        new PrivateIndex(
            server,
            List.of(
                Wheel.of("absent-friend", "1.0", "TOAST = 'cheers'\n"),
                Wheel.of("present-friend", "1.0", "TOAST = 'welcome'\n", "absent-friend"),
                Wheel.of("later-friend", "1.0", "", "absent-friend>=2")));
    server
        .createContext("/", index::answer)
        .setAuthenticator(
            new BasicAuthenticator("index", StandardCharsets.UTF_8) {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals(USER) && password.equals(PASSWORD);
              }
            });
    server.start();
    return index;
  }

  /** Returns its URL, without credentials. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    return "http://%s:%d/simple".formatted(address.getHostString(), address.getPort());
  }

  /** Returns its URL with the credentials. */
  public PackageIndex withCredentials() {
    return PackageIndex.withCredentials(url(), USER, PASSWORD);
  }

  /** Returns the paths of the requests that it answered. */
  public List<String> paths() {
    return List.copyOf(paths);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    paths.add(path);
    byte[] body = body(path);
    String type = path.endsWith("/") ? "text/html" : "application/octet-stream";
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Returns a page with the links of a distribution, a file, or nothing. */
  private byte[] body(String path) {
    for (Wheel wheel : wheels) {
      if (path.equals("/simple/" + wheel.name() + "/")) {
        return "<a href=\"/%1$s\">%1$s</a>"
            .formatted(wheel.file())
            .getBytes(StandardCharsets.UTF_8);
      }
      if (path.equals("/" + wheel.file())) {
        return wheel.content();
      }
    }
    return new byte[0];
  }

  /** Returns the SHA-256 hash of {@code absent-friend}. */
  public String sha256() {
    return Sha256.hex(wheels.get(0).content());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

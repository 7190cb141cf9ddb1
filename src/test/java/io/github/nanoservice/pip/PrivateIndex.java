package io.github.nanoservice.pip;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package index on this machine (PEP 503) that has one distribution and asks for a password. */
public final class PrivateIndex implements AutoCloseable {
  public static final String USER = "ada";

  /** A password that a URL cannot have as it is. */
  public static final String PASSWORD = "s3cret/of:the@index%20+";

  private static final String WHEEL = "absent_friend-1.0-py3-none-any.whl";

  private final HttpServer server;
  private final List<String> paths = new CopyOnWriteArrayList<>();

  private PrivateIndex(HttpServer server) {
    this.server = server;
  }

  /** Starts an index. It has {@code absent-friend}, whose module has {@code TOAST = "cheers"}. */
  public static PrivateIndex start(InetAddress address) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    PrivateIndex index = new PrivateIndex(server);
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
    byte[] body =
        switch (path) {
          case "/simple/absent-friend/" -> "<a href=\"/%1$s\">%1$s</a>".formatted(WHEEL).getBytes();
          case "/" + WHEEL -> wheel();
          default -> new byte[0];
        };
    String type = path.endsWith("/") ? "text/html" : "application/octet-stream";
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Returns the smallest wheel that pip accepts. */
  private static byte[] wheel() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String info = "absent_friend-1.0.dist-info/";
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "absent_friend.py", "TOAST = 'cheers'\n");
      put(zip, info + "METADATA", "Metadata-Version: 2.1\nName: absent-friend\nVersion: 1.0\n");
      put(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      put(zip, info + "RECORD", "");
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

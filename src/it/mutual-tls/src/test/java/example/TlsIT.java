package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class TlsIT {
  private static final Path TLS = Path.of(System.getProperty("tls.directory"));
  private static final URI URL =
      URI.create(System.getProperty("nanoservice.url")).resolve("?args=%5B80%5D");
  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void callWithCertificateAndTokenIsAnswered() throws Exception {
    HttpResponse<String> response = call(client(true), URL, token());

    assertEquals("https", URL.getScheme());
    assertEquals(200, response.statusCode(), response.body());
  }

  @Test
  void callWithoutTokenIsRefused() throws Exception {
    assertEquals(401, call(client(true), URL, "").statusCode());
  }

  @Test
  void callWithAWrongTokenIsRefused() throws Exception {
    assertEquals(401, call(client(true), URL, "x".repeat(43)).statusCode());
  }

  @Test
  void callWithoutCertificateIsRefused() {
    assertThrows(IOException.class, () -> call(client(false), URL, token()));
  }

  @Test
  void plainCallIsRefused() {
    URI plain = URI.create(URL.toString().replace("https:", "http:"));

    assertThrows(IOException.class, () -> call(client(true), plain, token()));
  }

  @Test
  void otherUsersCannotReadTheToken() throws Exception {
    Path file = Path.of(System.getProperty("nanoservice.tokenFile"));

    assertTrue(Files.getPosixFilePermissions(file).size() <= 2, "only the owner reads and writes");
  }

  private static String token() throws IOException {
    return Files.readString(Path.of(System.getProperty("nanoservice.tokenFile"))).strip();
  }

  private static HttpResponse<String> call(HttpClient client, URI url, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(Duration.ofMinutes(1));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Returns a client that trusts the authority, and presents its own certificate or none. */
  private static HttpClient client(boolean certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    try (InputStream in = Files.newInputStream(TLS.resolve("ca.crt"))) {
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(TLS.resolve("test.p12").toFile(), PASSWORD), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        certificate ? keys.getKeyManagers() : new KeyManager[0], trust.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        .sslContext(context)
        .build();
  }
}

package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShopIT {
  private static final URI SHOP = URI.create(System.getProperty("nanoservice.url"));
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(SHOP.resolve(path)).timeout(Duration.ofMinutes(2));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void pageIsRenderedFromTheTemplateBesideTheModule() throws Exception {
    HttpResponse<String> page = send(request("/"));

    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<a href=\"/articles/tea\">tea</a> 4.0 EUR"), page.body());
  }

  @Test
  void routesAndStatusesAreThoseOfTheApplication() throws Exception {
    assertEquals("{\"name\":\"tea\",\"price\":3.0}", send(request("/articles/tea")).body().strip());
    assertEquals(404, send(request("/articles/coffee")).statusCode());
    assertEquals(405, send(request("/articles/tea").DELETE()).statusCode());
  }

  @Test
  void formIsReadAndTheStateStaysInTheApplication() throws Exception {
    HttpResponse<String> ordered =
        send(
            request("/orders")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=milk&price=1.5")));

    assertEquals("{\"orders\":1,\"total\":1.5}", ordered.body().strip());
  }

  @Test
  void healthAndHostRuleAreThoseOfServices() throws Exception {
    assertEquals("{\"status\":\"ok\"}", send(request("/healthz")).body().strip());
    assertEquals(200, send(request("/readyz")).statusCode());
    assertEquals(403, send(request("/orders").header("Origin", "https://evil.example")
        .POST(HttpRequest.BodyPublishers.ofString("name=milk&price=1.5"))).statusCode());
  }
}

package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenIT {
  @Test
  void callWithTheTokenIsAnswered() throws Exception {
    URI prices = URI.create(System.getProperty("nanoservice.url"));
    String token = Files.readString(Path.of(System.getProperty("nanoservice.tokenFile"))).strip();
    HttpRequest request =
        HttpRequest.newBuilder(prices.resolve("?args=%5B80%5D"))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMinutes(2))
            .build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertEquals(200, response.statusCode());
    assertEquals("{\"price\":80,\"today\":60.0}", response.body().strip());
  }
}

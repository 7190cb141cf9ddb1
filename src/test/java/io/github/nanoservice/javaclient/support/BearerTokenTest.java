package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
  private static final String PROPERTY = "nanoservice.tokenFile";

  @TempDir Path directory;

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void tokenIsReadFromTheFileOfTheProperty() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "s3cret\n");
    System.setProperty(PROPERTY, file.toString());

    assertThat(header(BearerToken.find())).contains("Bearer s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "${nanoservice.tokenFile}"})
  void nothingIsSentWithoutAToken(String property) {
    System.setProperty(PROPERTY, property);

    assertThat(header(BearerToken.find())).isEmpty();
  }

  @Test
  void missingFileIsReportedByName() {
    System.setProperty(PROPERTY, directory.resolve("token").toString());

    assertThatThrownBy(BearerToken::find)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(PROPERTY)
        .hasMessageContaining(directory.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "s3cret\r\nHost: evil", "s3crét"})
  void otherTextsAreRefusedWithoutTheirContent(String text) {
    assertThatThrownBy(() -> BearerToken.of("the token", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the token is not a token; write letters, digits and the characters . _ ~ + / - only");
  }

  @Test
  void textOfTheObjectDoesNotContainTheToken() {
    assertThat(BearerToken.of("the token", "s3cret")).hasToString("BearerToken[hidden]");
  }

  private static Optional<String> header(BearerToken token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://shop/"));
    token.addTo(request);
    return request.build().headers().firstValue("Authorization");
  }
}

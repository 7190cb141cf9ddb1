package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodySubscriberFactoryTest {

  @ParameterizedTest
  @CsvSource({
    "200, application/vnd.nanoservice.lines, true",
    "200, Application/Vnd.Nanoservice.Lines; x=y, true",
    "500, application/vnd.nanoservice.lines, false",
    "200, application/vnd.nanoservice+json, false"
  })
  void onlySuccessfulStreamIsReadByLine(int status, String mediaType, boolean byLine) {
    boolean lines =
        new BodySubscriberFactory(1000).apply(FakeResponse.of(status, mediaType, ""))
            instanceof LineReader.Subscriber;
    assertThat(lines).isEqualTo(byLine);
  }

  @Test
  void missingMediaTypeIsNamed() {
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    assertThat(BodySubscriberFactory.mediaType(none)).isEqualTo("no media type");
  }
}

package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UrlTableTest {

  @Test
  void urlsAreAligned() {
    assertThat(
            UrlTable.of(
                new TreeMap<>(
                    Map.of(
                        "main", URI.create("http://127.0.0.1:8081/"),
                        "format_name", URI.create("http://127.0.0.1:43123/")))))
        .isEqualToNormalizingNewlines(
            """
            NAME         URL
            format_name  http://127.0.0.1:43123/
            main         http://127.0.0.1:8081/
            """);
  }
}

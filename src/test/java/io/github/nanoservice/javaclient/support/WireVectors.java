package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The test vectors of the wire format, which the tests of the Python runtime read too. */
final class WireVectors {
  private static final Path DIRECTORY = Path.of("src/test/resources/wire-format");

  private WireVectors() {}

  /** A vector; its name is unique in its file. */
  record Vector(String name, JsonNode content) {
    JsonNode get(String member) {
      return content.path(member);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> of(String file) {
    List<Vector> vectors = new ArrayList<>();
    parse(text(file)).forEach(each -> vectors.add(new Vector(each.get("name").asText(), each)));
    return vectors.stream();
  }

  static String text(String file) {
    try {
      return Files.readString(DIRECTORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

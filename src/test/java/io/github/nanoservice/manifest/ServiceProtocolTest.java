package io.github.nanoservice.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceProtocolTest {
  private static final Path RUNTIME =
      Path.of("src/main/resources/io/github/nanoservice/runtime/nanoservice");

  /** A constant of a module, or the default of an environment variable. */
  private static final Pattern DEFINITION =
      Pattern.compile("(?m)(?:^([A-Z_]+) = |\"(NANOSERVICE_PORT)\", )\"?([^\"\\s)]+)\"?");

  @Test
  void hasTheValuesOfTheRuntime() throws IOException {
    Map<String, String> runtime = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(RUNTIME)) {
      for (Path file : paths.filter(path -> path.toString().endsWith(".py")).toList()) {
        DEFINITION
            .matcher(Files.readString(file))
            .results()
            .forEach(
                match ->
                    runtime.put(
                        match.group(1) == null ? match.group(2) : match.group(1), match.group(3)));
      }
    }

    assertThat(runtime)
        .containsEntry("NANOSERVICE_PORT", String.valueOf(ServiceProtocol.PORT))
        .containsEntry("DEFAULT_PORT", String.valueOf(ServiceProtocol.PORT))
        .containsEntry("LONGEST_QUERY", String.valueOf(ServiceProtocol.LONGEST_QUERY))
        .containsEntry("PORT_IN_USE", String.valueOf(ServiceProtocol.PORT_IN_USE_EXIT_CODE))
        .containsEntry("STOP_TIMEOUT", ServiceProtocol.CALL_GRACE.toSeconds() + ".0")
        .containsEntry("TIMEOUT_HEADER", ServiceProtocol.TIMEOUT_HEADER);
  }

  @Test
  void hasTheHeaderOfTheJavaClient() {
    assertThat(Path.of("src/client/java/io/github/nanoservice/javaclient/support/WireFormat.java"))
        .content()
        .contains("TIMEOUT_HEADER = \"" + ServiceProtocol.TIMEOUT_HEADER + "\";");
  }

  @Test
  void hasTheTimesOfTheRuntime() throws IOException {
    String settings = Files.readString(RUNTIME.resolve("settings.py"));

    assertThat(ServiceTimes.defaults().environment())
        .allSatisfy(
            (name, value) ->
                assertThat(settings).contains("\"%s\", \"%s\"".formatted(name, value)));
  }

  @Test
  void letsCallsFinishBeforeAServiceIsKilled() {
    assertThat(ServiceProtocol.STOP_GRACE).isGreaterThan(ServiceProtocol.CALL_GRACE);
  }
}

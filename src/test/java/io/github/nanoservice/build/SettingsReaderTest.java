package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.settings.FunctionSettings.Handler;
import io.github.nanoservice.settings.FunctionSettings.SecretSource;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private final Parameters parameters = new Parameters();
  private final SettingsReader reader = SettingsReader.of(parameters, " pricing.* ");

  private void assertRejected(String start) {
    assertThat(parameters.findings()).hasSize(1);
    assertThat(parameters.findings().get(0).message()).startsWith(start);
  }

  @Test
  void legalValuesAreRead() {
    assertThat(reader.name().text()).isEqualTo("pricing.*");
    assertThat(reader.timeout(" 30s ")).contains(Duration.ofSeconds(30));
    assertThat(reader.timeout("1500ms")).contains(Duration.ofMillis(1500));
    assertThat(reader.timeout("24h")).contains(Duration.ofDays(1));
    assertThat(reader.memory("512M")).contains("512m");
    assertThat(reader.cpus("0.50")).contains("0.5");
    assertThat(reader.cpus("2")).contains("2");
    assertThat(reader.cpus("10")).contains("10");
    assertThat(reader.replicas("2")).contains(2);
    assertThat(reader.workers("64")).contains(64);
    assertThat(reader.network("true")).contains(true);
    assertThat(reader.baseImage("registry.example.org:5000/python:3.12")).isPresent();
    assertThat(reader.pythonVersion("3.12")).contains("3.12");
    assertThat(reader.systemPackages(List.of("libgomp1", "g++", "ffmpeg=7:5.1-1+deb12u1")))
        .hasSize(3);
    assertThat(reader.contentType(" text/csv; charset=utf-8 ")).contains("text/csv; charset=utf-8");
    assertThat(reader.contentType("image/svg+xml")).contains("image/svg+xml");
    assertThat(reader.handler("lambda")).contains(Handler.LAMBDA);
    assertThat(reader.handler(null)).isEmpty();
    assertThat(reader.timeout(null)).isEmpty();
    assertThat(reader.systemPackages(null)).isEmpty();
    assertThat(parameters.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "0s", "-1s", "1.5s", "30 s", "25h", "99999999h"})
  void badDurations(String text) {
    assertThat(reader.timeout(text)).isEmpty();
    assertRejected("<timeout> of <name>pricing.*</name>: \"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "63m", "1t", "1.5g", "512 m", "512m\nprivileged: true"})
  void badAmountsOfMemory(String text) {
    assertThat(reader.memory(text)).isEmpty();
    assertRejected("<memory> of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.001", "1e3", "NaN", "-1", "0.5\n    privileged: true", ".5"})
  void badNumbersOfCores(String text) {
    assertThat(reader.cpus(text)).isEmpty();
    assertRejected("<cpus> of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1000", "two", "2\nprivileged: true"})
  void badNumbersOfReplicas(String text) {
    assertThat(reader.replicas(text)).isEmpty();
    assertRejected("<replicas> of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "100", "1.5", "two", "2\nprivileged: true"})
  void badNumbersOfWorkers(String text) {
    assertThat(reader.workers(text)).isEmpty();
    assertRejected("<workers> of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lib;id",
        "lib id",
        "-o=x",
        "$(id)",
        "lib\nRUN id",
        "a",
        "Lib",
        "lib&&id",
        "x`id`"
      })
  void badNamesOfPackages(String text) {
    assertThat(reader.systemPackages(List.of(text))).isEmpty();
    assertRejected("<systemPackages> of");
  }

  @Test
  void emptyItemOfAListIsRejected() {
    assertThat(reader.systemPackages(Collections.singletonList(null))).isEmpty();
    assertRejected("<systemPackages> of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "python\nRUN id", "python 3", "$IMAGE", "python@sha256:12"})
  void badImages(String text) {
    assertThat(reader.baseImage(text)).isEmpty();
    assertRejected("<baseImage> of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1A", "A-B", "A.B", "A=B", "A B", "Ä", "NANOSERVICE_TOKEN_FILE", "A:\n x"})
  void badNamesOfVariables(String name) {
    assertThat(reader.environment(Map.of(name, "x"))).isEmpty();
    assertRejected("<environment> of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "png", "image/", "image/png,main=text/html", "a/b; c", "a/b\nc: d", "a/b=é"})
  void badMediaTypes(String text) {
    assertThat(reader.contentType(text)).isEmpty();
    assertRejected("<contentType> of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Lambda", "aws", "flask"})
  void badHandlers(String text) {
    assertThat(reader.handler(text)).isEmpty();
    assertRejected(
        "<handler> of <name>pricing.*</name>: \"" + text + "\" is not a kind of handler");
  }

  @Test
  void emptyElementIsAnEmptyValue() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("EMPTY", null);
    assertThat(reader.environment(given)).isEqualTo(Map.of("EMPTY", ""));
  }

  @Test
  void secretIsInAFileOrInAVariable() {
    Map<String, SecretSource> secrets = new LinkedHashMap<>();
    reader.secret(secrets, "A", "a.txt", null);
    reader.secret(secrets, "B", null, "B_OF_BUILD");
    assertThat(parameters.findings()).isEmpty();
    assertThat(secrets)
        .containsEntry("A", new SecretSource(Optional.of("a.txt"), Optional.empty()))
        .containsEntry("B", new SecretSource(Optional.empty(), Optional.of("B_OF_BUILD")));

    reader.secret(secrets, "C", "c.txt", "C");
    assertRejected("<secret> of <name>pricing.*</name>: \"C\" is not a secret with either");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb", "a/b", "a\"b"})
  void badNames(String name) {
    SettingsReader.of(parameters, name);
    assertRejected("<name> of");
  }
}

package io.github.nanoservice.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.javaclient.ClientSettings;
import io.github.nanoservice.javaclient.SourceRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientBuilderTest {
  @TempDir Path directory;

  private void source(String text) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("src")).resolve("a.py"), text);
  }

  private Path client() {
    return directory.resolve("client/com/acme/Shop.java");
  }

  private BuildResult<Integer> write(String... functions) throws IOException {
    return writeAs("default", functions);
  }

  private BuildResult<Integer> writeAs(String execution, String... functions) throws IOException {
    return new ClientBuilder(SourceAnalyzer.bundled(), new DisplayPaths(directory))
        .write(
            new ClientRequest(
                SourceRequest.builder(directory.resolve("src")).build(),
                new ClientSettings("com.acme", "Shop"),
                List.of(functions),
                SourceRoot.of(directory.resolve("client"), execution, Set.of("default", "second")),
                false));
  }

  private String refused(String... functions) throws IOException {
    return refused(write(functions));
  }

  private static String refused(BuildResult<Integer> result) {
    assertThat(result).isInstanceOf(BuildResult.Refused.class);
    return PrintedFindings.of(new Printer(""), result.findings());
  }

  @Test
  void writesAClientOfTheEntryPoints() throws IOException {
    source("def main():\n    return other()\ndef other():\n    return 1\n");

    assertThat(write()).isEqualTo(new BuildResult.Done<>(1, List.of()));
    assertThat(client()).content().contains("Object main()").doesNotContain("Object other()");
  }

  @Test
  void removesTheClientIfSourcesAreGone() throws IOException {
    source("def main():\n    return 1\n");
    write();
    Files.delete(directory.resolve("src/a.py"));
    Files.delete(directory.resolve("src"));

    assertThat(write()).isInstanceOf(BuildResult.NoSources.class);
    assertThat(client()).doesNotExist();
  }

  @Test
  void reportsAllUnknownFunctions() throws IOException {
    source("def main():\n    return 1\n");

    assertThat(refused("mian", "main", "othre"))
        .isEqualTo(
            """
            <clientFunctions>: NS305 there is no function "mian"
              Set <clientFunctions> (nanoservice.clientFunctions) to functions from this list: main.

            <clientFunctions>: NS305 there is no function "othre"
              Set <clientFunctions> (nanoservice.clientFunctions) to functions from this list: main.
            """);
    assertThat(client()).doesNotExist();
  }

  @Test
  void refusesAClientWithoutFunctions() throws IOException {
    source("def other():\n    return 1\n");

    assertThat(refused())
        .isEqualTo(
            """
            <clientFunctions>: NS306 there is no entry point that the client could call
              Set <clientFunctions> (nanoservice.clientFunctions) to functions from this list: other. Or name the functions in <entryPoints> (nanoservice.entryPoints).
            """);
  }

  @Test
  void refusesTooManyParameters() throws IOException {
    String parameters =
        IntStream.range(0, 127).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
    source("def main(" + parameters + "):\n    return 1\n");

    assertThat(refused())
        .startsWith(
            "<clientFunctions>: NS306 \"main\" has 127 parameters without a default; a Java client"
                + " supports at most 126\n");
  }

  @Test
  void keepsAFileThatThePluginDidNotWrite() throws IOException {
    source("def main():\n    return 1\n");
    Files.writeString(Files.createDirectories(client().getParent()).resolve("Shop.java"), "mine");

    assertThat(refused())
        .startsWith(
            "<clientDirectory>: NS306 client/com/acme/Shop.java exists and was not written by this"
                + " plugin\n");
    assertThat(client()).hasContent("mine");
  }

  @Test
  void refusesThePackageOfAnotherExecution() throws IOException {
    source("def main():\n    return 1\n");
    writeAs("default");

    assertThat(refused(writeAs("second")))
        .startsWith(
            "<clientPackage>: NS306 execution 'default' of this goal writes into package com.acme"
                + " too\n");
  }
}

package io.github.nanoservice.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.contract.ContractReader;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.TopologyBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Generates and compiles clients of Python sources. */
final class GeneratedClient {
  private GeneratedClient() {}

  static SortedMap<String, byte[]> of(String source) {
    SourceFile file =
        new SourceFile(
            "shop.py",
            "shop",
            false,
            new ModuleParser(Format.extended(List.of()))
                .parse(source.getBytes(StandardCharsets.UTF_8)));
    Analysis analysis =
        new TopologyBuilder(ServiceOptions.defaults()).build(List.of(file), Set.of());
    ContractReader reader = new ContractReader();
    return new ClientWriter(new ClientSettings("com.acme.shop", "Shop"))
        .write(
            analysis.topology().orElseThrow().services().stream()
                .flatMap(service -> service.endpoints().stream())
                .map(reader::read)
                .toList());
  }

  /** Compiles sources for Java 11 with every warning as an error. */
  static Path compile(Path directory, Map<String, byte[]> sources) throws IOException {
    Path from = directory.resolve("src");
    Path to = Files.createDirectories(directory.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "11",
                "-Xlint:all,-processing",
                "-Xdoclint:all/protected",
                "-Werror",
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                to.toString()));
    for (Map.Entry<String, byte[]> source : sources.entrySet()) {
      Path path = from.resolve(source.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, source.getValue());
      arguments.add(path.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                arguments.subList(0, 10),
                null,
                compiler
                    .getStandardFileManager(null, null, StandardCharsets.UTF_8)
                    .getJavaFileObjects(
                        arguments.subList(10, arguments.size()).toArray(String[]::new)))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    return to;
  }
}

package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Printed;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.python.Decomposer;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Outcome;
import io.github.nanoservice.topology.SourceFile;
import io.github.nanoservice.topology.TopologyBuilder;
import io.github.nanoservice.topology.TopologyOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reads sources and shows what is found. */
final class Sources {
  private Sources() {}

  static SourceFile file(String path, String text) {
    return new SourceFile(
        path,
        path.replace(".py", "").replace('/', '.'),
        false,
        new Decomposer(Format.extended(List.of()))
            .decompose(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Outcome outcome(SourceFile... files) {
    return new TopologyBuilder(TopologyOptions.defaults()).build(List.of(files), Set.of());
  }

  /** The functions of a module against which nothing stands. */
  static List<Endpoint> endpoints(String text) {
    Outcome outcome = outcome(file("shop.py", text));
    assertThat(outcome.topology()).isPresent();
    return outcome.topology().get().services().stream()
        .flatMap(service -> service.endpoints().stream())
        .toList();
  }

  static String shown(List<Finding> findings) {
    return Printed.of(new Printer(""), findings);
  }
}

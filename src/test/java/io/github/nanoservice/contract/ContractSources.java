package io.github.nanoservice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.PrintedFindings;
import io.github.nanoservice.diagnostic.Printer;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.Endpoint;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.TopologyBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Analyses sources and prints findings. */
final class ContractSources {
  private ContractSources() {}

  static SourceFile file(String path, String text) {
    return new SourceFile(
        path,
        path.replace(".py", "").replace('/', '.'),
        false,
        new ModuleParser(Format.extended(List.of())).parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Analysis analysis(SourceFile... files) {
    return new TopologyBuilder(ServiceOptions.defaults()).build(List.of(files), Set.of());
  }

  /** Returns the functions of a module without errors. */
  static List<Endpoint> endpoints(String text) {
    Analysis analysis = analysis(file("shop.py", text));
    assertThat(analysis.topology()).isPresent();
    return analysis.topology().get().services().stream()
        .flatMap(service -> service.endpoints().stream())
        .toList();
  }

  static String shown(List<Finding> findings) {
    return PrintedFindings.of(new Printer(""), findings);
  }
}

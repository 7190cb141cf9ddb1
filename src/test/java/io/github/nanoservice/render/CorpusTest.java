package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.MbppCorpus;
import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.ModuleParser;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Analysis;
import io.github.nanoservice.services.ServiceOptions;
import io.github.nanoservice.services.TopologyBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Programs that people wrote with no thought of us: MBPP's, with CRLF, tabs and odd indentation.
 */
class CorpusTest {
  private static final Path REFEREE = Path.of("src", "test", "python", "corpus.py");

  private static final List<Integer> accepted = new ArrayList<>();
  private static final Map<Integer, List<Finding>> refusedByTopology = new TreeMap<>();
  private static int rendered;
  private static Map<?, ?> report;

  @BeforeAll
  static void generateAll(@TempDir Path directory) throws IOException, InterruptedException {
    Path corpus = MbppCorpus.file();
    List<String> programs = Files.readAllLines(corpus);
    for (int index = 0; index < programs.size(); index++) {
      String code = (String) json(programs.get(index)).get("code");
      generate(index, code.getBytes(StandardCharsets.UTF_8), directory);
    }
    report = json(judge(corpus, directory));
  }

  @Test
  void corpusIsDecomposed() {
    assertThat(accepted).hasSize(947).isEqualTo(report.get("plain"));
  }

  @Test
  void allFunctionsBecomeServices() {
    assertThat(refusedByTopology).isEmpty();
  }

  @Test
  void everyGeneratedFileCompiles() {
    assertThat((List<?>) report.get("faults")).isEmpty();
    assertThat(report.get("compiled")).isEqualTo(rendered);
    assertThat(rendered).isGreaterThanOrEqualTo(947);
  }

  private static void generate(int index, byte[] code, Path directory) throws IOException {
    Module module = new ModuleParser(Format.strict()).parse(code);
    if (!module.violations().stream().allMatch(violation -> violation.isHarmless())) {
      return;
    }
    accepted.add(index);
    SourceFile file = new SourceFile("program.py", "program", false, module);
    Analysis analysis =
        new TopologyBuilder(ServiceOptions.defaults()).build(List.of(file), Set.of());
    if (analysis.topology().isEmpty()) {
      refusedByTopology.put(index, analysis.findings());
      return;
    }
    Renderer renderer =
        new Renderer(
            RenderSettings.defaults("corpus"),
            new RuntimePackage(new TreeMap<>(), List.of(), List.of()));
    for (Map.Entry<String, byte[]> each :
        renderer
            .render(analysis.topology().get(), Map.of("program.py", new byte[0]), List.of())
            .files()
            .entrySet()) {
      if (each.getKey().endsWith(".py")) {
        Path path = directory.resolve(Integer.toString(index)).resolve(each.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, each.getValue());
        rendered++;
      }
    }
  }

  /** One CPython for all: to start one takes longer than to compile a file. */
  private static String judge(Path corpus, Path directory)
      throws IOException, InterruptedException {
    String python = System.getProperty("test.python", "python3");
    Process process =
        new ProcessBuilder(python, REFEREE.toString(), corpus.toString(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static Map<?, ?> json(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return new Yaml(new SafeConstructor(options)).load(text);
  }
}

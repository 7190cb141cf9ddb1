package io.github.nanoservice.render;

import static io.github.nanoservice.render.TestServices.greetings;
import static io.github.nanoservice.render.TestServices.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.topology.Service;
import io.github.nanoservice.topology.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated Flask servers, as text and as programs. */
class ServerTest {
  @TempDir Path directory;

  @Test
  void theWorkedExampleReadsLikeAPage() {
    Map<String, byte[]> files = render(greetings().services().toArray(Service[]::new));

    assertThat(text(files, "main/main.py")).isEqualTo(golden("greetings_main.py"));
    assertThat(text(files, "format_name/main.py")).isEqualTo(golden("greetings_format_name.py"));
    assertThat(run(files, "main")).isEqualTo("\"Hello, remote(format_name, None)['example']\"");
  }

  private String run(Map<String, byte[]> files, String service) {
    return new Interpreter(directory).serve(files, service);
  }

  static Map<String, byte[]> render(Service... services) {
    SortedMap<String, byte[]> runtime = new TreeMap<>();
    runtime.put("flask.py", resource("runtime/flask.py"));
    runtime.put("nanoservice/__init__.py", resource("runtime/nanoservice/__init__.py"));
    RuntimePackage fake = new RuntimePackage(runtime, List.of("Flask>=2.3"));
    Topology topology = new Topology(List.of(services), List.of());
    return new Renderer(RenderSettings.defaults("example"), fake).render(topology).files();
  }

  static String text(Map<String, byte[]> files, String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }

  static String golden(String name) {
    return new String(resource("golden/" + name), StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ServerTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

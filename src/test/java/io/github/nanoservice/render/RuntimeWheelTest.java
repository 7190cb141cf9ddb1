package io.github.nanoservice.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeWheelTest {
  private static final RuntimeWheel WHEEL = RuntimeWheel.of(RuntimePackage.bundled());
  private static final String METADATA = "nanoservice_runtime-" + WHEEL.version() + ".dist-info/";

  @TempDir private Path directory;

  @Test
  void nameHasDistributionAndVersion() {
    assertThat(WHEEL.file())
        .matches("nanoservice_runtime-1\\+h[0-9a-f]{12}-py3-none-any\\.whl")
        .contains("-" + WHEEL.version() + "-");
  }

  @Test
  void sameRuntimeGivesTheSameBytes() {
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      assertThat(RuntimeWheel.of(RuntimePackage.bundled()).content()).isEqualTo(WHEEL.content());
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  /** Otherwise pip would leave the runtime of another plugin in place. */
  @Test
  void otherContentIsAnotherVersion() {
    RuntimePackage bundled = RuntimePackage.bundled();
    Map<String, byte[]> changed = new TreeMap<>(bundled.files());
    changed.put("nanoservice/__init__.py", new byte[0]);

    assertThat(
            List.of(
                RuntimeWheel.of(
                        new RuntimePackage(
                            new TreeMap<>(changed), bundled.requirements(), List.of()))
                    .version(),
                RuntimeWheel.of(new RuntimePackage(bundled.files(), List.of(), List.of()))
                    .version()))
        .doesNotHaveDuplicates()
        .doesNotContain(WHEEL.version());
  }

  @Test
  void metadataNamesTheRequirements() throws IOException {
    assertThat(text(METADATA + "METADATA").lines())
        .startsWith(
            "Metadata-Version: 2.1", "Name: nanoservice-runtime", "Version: " + WHEEL.version())
        .contains("Requires-Python: >=3.9")
        .containsAll(
            RuntimePackage.bundled().requirements().stream()
                .map(line -> "Requires-Dist: " + line)
                .toList());
    assertThat(text(METADATA + "WHEEL").lines())
        .contains("Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any");
  }

  /** Python's own reader of installed distributions takes a wheel, too. */
  @Test
  void pythonFindsEveryFileWithItsHash() throws IOException {
    String check =
        """
        import base64, hashlib, sys
        from importlib.metadata import distribution
        runtime = distribution("nanoservice-runtime")
        print(runtime.version, *runtime.requires, sep="|")
        for file in runtime.files:
            content = runtime.locate_file(file).read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert file.name == "RECORD" or file.hash.value == digest and file.size == len(content), file
            print(file)
        """;
    List<String> expected = new ArrayList<>();
    expected.add(WHEEL.version() + "|" + String.join("|", RuntimePackage.bundled().requirements()));
    expected.addAll(entries().keySet());

    assertThat(new Interpreter(directory).run(Map.of(WHEEL.file(), WHEEL.content()), check).lines())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String text(String path) throws IOException {
    return new String(entries().get(path), StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(WHEEL.content()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}

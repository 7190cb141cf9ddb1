package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundStateTest {
  private static final BackgroundState STATE =
      new BackgroundState(
          "fingerprint",
          Path.of("run", "addresses.json"),
          List.of(new BackgroundState.Identity(1L << 40, 1_700_000_000_000L)),
          new TreeMap<>(Map.of("größe", URI.create("http://127.0.0.1:8081/gr%C3%B6%C3%9Fe"))));

  @TempDir Path directory;

  @Test
  void writtenStateIsReadBack() throws Exception {
    STATE.write(directory);

    assertThat(BackgroundState.read(directory)).contains(STATE);
  }

  @Test
  void damagedStateCountsAsMissing() throws Exception {
    STATE.write(directory);
    Path file = directory.resolve("services.json");
    String json = Files.readString(file);
    List<String> damaged =
        List.of(
            "",
            "{}",
            "[".repeat(1_000_000),
            json.substring(0, json.length() / 2),
            json.replace("\"1099511627776\"", "\"many\""),
            json.replace("\"1099511627776\"", "1"),
            json.replace("http://", "http: //"),
            json.replace("run", "\\u0000"));
    for (String text : damaged) {
      Files.writeString(file, text);

      assertThat(BackgroundState.read(directory)).as(text).isEmpty();
    }
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
    assertThat(BackgroundState.read(directory)).isEmpty();
  }
}

package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.files.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackgroundStateTest {
  private static final BackgroundState STATE =
      new BackgroundState(
          "fingerprint",
          "nanoservice-run-17",
          new TreeMap<>(
              Map.of(
                  "größe",
                  new BackgroundState.RunningService(
                      new BackgroundState.Identity(1L << 40, 1_700_000_000_000L), 8081))));

  @TempDir Path temporary;

  private StateDirectory directory;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    directory = new StateDirectory(temporary.resolve("local"));
    file = directory.path().resolve("services.json");
    STATE.write(directory);
  }

  @Test
  void writtenStateIsReadBack() throws Exception {
    assertThat(BackgroundState.read(directory)).contains(STATE);
  }

  @Test
  void damagedStateCountsAsMissing() throws Exception {
    String json = Files.readString(file);
    List<String> damaged =
        List.of(
            "",
            "{}",
            "null",
            "[]",
            "[".repeat(1_000_000),
            "[".repeat(1_000_000) + "]".repeat(1_000_000),
            json.substring(0, json.length() / 2));
    for (String text : damaged) {
      Files.writeString(file, text);

      assertThat(BackgroundState.read(directory)).as(text).isEmpty();
    }
    Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
    assertThat(BackgroundState.read(directory)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "2,1",
        "2,'\"2\"'",
        "'\"fingerprint\"',1",
        "'\"1099511627776\"','\"many\"'",
        "'\"1099511627776\"',1099511627776",
        "'\"1099511627776\"','\"-1\"'",
        "'\"1099511627776\"','\"0\"'",
        "'\"1099511627776\"','\"9999999999999999999\"'",
        "'\"1700000000000\"',null",
        "8081,0",
        "8081,65536",
        "8081,8081.5",
        "8081,'\"http://example.org/\"'",
        "nanoservice-run-17,..",
        "nanoservice-run-17,/",
        "nanoservice-run-17,''",
        "nanoservice-run-17,nanoservice-run-1/../../x",
        "nanoservice-run-17,nanoservice-run-\\u0000",
      })
  void everyMemberIsChecked(String valid, String changed) throws Exception {
    String json = Files.readString(file);
    assertThat(json).contains(valid);

    Files.writeString(file, json.replace(valid, changed));

    assertThat(BackgroundState.read(directory)).isEmpty();
  }

  @Test
  void writingReplacesALinkAndKeepsItsTarget() throws Exception {
    Path outside = Files.writeString(temporary.resolve("outside"), "the user's");
    Files.delete(file);
    Files.createSymbolicLink(file, outside);
    assertThat(BackgroundState.read(directory)).isEmpty();

    STATE.write(directory);

    assertThat(Files.readString(outside)).isEqualTo("the user's");
    assertThat(BackgroundState.read(directory)).contains(STATE);
  }
}

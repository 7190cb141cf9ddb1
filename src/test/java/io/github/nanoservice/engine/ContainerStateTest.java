package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContainerStateTest {
  private static final ContainerState MAIN =
      new ContainerState("main", "running", 0, OptionalInt.of(49153));
  private static final ContainerState TAX =
      new ContainerState("tax", "exited", 137, OptionalInt.empty());
  private static final String MAIN_JSON =
      "{\"Service\":\"main\",\"State\":\"running\",\"ExitCode\":0,\"Publishers\":[{\"URL\":\"\",\"TargetPort\":5001,\"PublishedPort\":0},{\"URL\":\"127.0.0.1\",\"TargetPort\":5000,\"PublishedPort\":49153}]}";
  private static final String TAX_JSON =
      "{\"Service\":\"tax\",\"State\":\"exited\",\"ExitCode\":137,\"Publishers\":null}";

  @Test
  void oneObjectPerLineIsRead() {
    assertThat(ContainerState.read(List.of(MAIN_JSON, TAX_JSON))).containsExactly(MAIN, TAX);
  }

  @Test
  void oneArrayIsRead() {
    assertThat(ContainerState.read(List.of("[" + MAIN_JSON + "," + TAX_JSON + "]")))
        .containsExactly(MAIN, TAX);
  }

  @Test
  void exitCodeOfRestartingContainerIsRead() {
    String restarting =
        "{\"Service\":\"tax\",\"State\":\"restarting\",\"ExitCode\":0,\"Status\":\"Restarting (1) 2"
            + " seconds ago\"}";
    assertThat(ContainerState.read(List.of(restarting)))
        .containsExactly(new ContainerState("tax", "restarting", 1, OptionalInt.empty()));
  }

  @Test
  void linesThatAreNoContainersAreIgnored() {
    assertThat(
            ContainerState.read(
                List.of("WARN[0000] obsolete", "", "{}", "3", "[".repeat(100_000), TAX_JSON)))
        .containsExactly(TAX);
  }

  @Test
  void exitedContainerHasEnded() {
    assertThat(TAX.ended()).isTrue();
    assertThat(MAIN.ended()).isFalse();
  }
}

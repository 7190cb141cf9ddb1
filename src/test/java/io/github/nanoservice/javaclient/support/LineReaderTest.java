package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final BodyFeeder feeder =
      new BodyFeeder(new LineReader.Subscriber<>(1000, ResponseBody::of));
  private final LineReader lines = feeder.body().lines().orElseThrow();

  @Test
  void chunkOfSeveralLinesIsSplit() throws Exception {
    feeder.send("one\ntwo\n");
    assertThat(lines.next(LONG)).isEqualTo("one");
    assertThat(lines.next(LONG)).isEqualTo("two");
  }

  @Test
  void lineOfSeveralChunksIsJoined() throws Exception {
    feeder.send("o");
    feeder.send("n");
    feeder.send("e\n");
    assertThat(lines.next(LONG)).isEqualTo("one");
  }

  @Test
  void characterOfSeveralChunksIsJoined() throws Exception {
    byte[] bytes = "ü\n".getBytes(StandardCharsets.UTF_8);
    feeder.send(new byte[] {bytes[0]});
    feeder.send(new byte[] {bytes[1], bytes[2]});
    assertThat(lines.next(LONG)).isEqualTo("ü");
  }

  @Test
  void emptyLineIsReturned() throws Exception {
    feeder.send("\n");
    assertThat(lines.next(LONG)).isEmpty();
  }

  @Test
  void dataIsRequestedOnlyWhenALineIsNeeded() throws Exception {
    feeder.send("one\ntwo\n");
    assertThat(feeder.requested()).isZero();
    lines.next(LONG);
    lines.next(LONG);
    assertThat(feeder.requested()).isOne();
  }

  @Test
  void receivedLineIsReturnedAfterTheLimit() throws Exception {
    feeder.send("one\n");
    assertThat(lines.next(Duration.ZERO)).isEqualTo("one");
  }

  @Test
  void missingLineEndsInTimeout() {
    feeder.send("on");
    assertThatThrownBy(() -> lines.next(SHORT)).isInstanceOf(TimeoutException.class);
  }

  @Test
  void endOfBodyBeforeALineIsReported() {
    feeder.send("on");
    feeder.complete();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> lines.next(LONG))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("before its last item");
    }
  }

  @Test
  void lostConnectionIsReportedWithItsCause() {
    IOException cause = new IOException("reset");
    feeder.fail(cause);
    assertThatThrownBy(() -> lines.next(LONG)).isInstanceOf(IOException.class).hasCause(cause);
  }

  @Test
  void lineAsLongAsTheLimitIsReturned() throws Exception {
    feeder.send("x".repeat(999));
    feeder.send("x\none\n");
    assertThat(lines.next(LONG)).hasSize(1000);
    assertThat(lines.next(LONG)).isEqualTo("one");
  }

  @Test
  void lineWithoutEndCancelsTheBody() {
    feeder.send("x".repeat(1000));
    feeder.send("x".repeat(1000) + "\n[]\n");
    assertThatThrownBy(() -> lines.next(LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an item takes more than the limit of 1000 bytes");
    assertThat(feeder.isCancelled()).isTrue();
    assertThatThrownBy(() -> lines.next(LONG)).hasMessage("the stream was closed");
  }

  @Test
  void closeCancelsTheBody() {
    lines.close();
    assertThat(feeder.isCancelled()).isTrue();
    assertThatThrownBy(() -> lines.next(LONG)).hasMessage("the stream was closed");
  }

  @Test
  void endReadsTheRestInsteadOfCancelling() {
    lines.end();
    lines.close();
    assertThat(feeder.requested()).isOne();
    assertThat(feeder.isCancelled()).isFalse();
  }

  @Test
  void dataAfterTheEndCancelsTheBody() {
    lines.end();
    feeder.send("more\n");
    assertThat(feeder.isCancelled()).isTrue();
  }
}

package io.github.nanoservice.javaclient.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ItemIteratorTest {
  private final BodyFeeder feeder =
      new BodyFeeder(new LineReader.Subscriber<>(1000, ResponseBody::of));
  private final ItemIterator<Long> items =
      new ItemIterator<>(
          "f",
          feeder.body().lines().orElseThrow(),
          Duration.ofMillis(1),
          ScalarCodecs.INT,
          new Arguments("f").decodeContext());

  @Test
  void itemsEndWithTheReturnLine() {
    feeder.send("[\"item\",1]\n[\"item\",2]\n[\"return\",null]\n");
    assertThat(items).toIterable().containsExactly(1L, 2L);
    assertThat(feeder.isCancelled()).isFalse();
    assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void missingItemEndsInTimeoutAfterReceivedItems() {
    feeder.send("[\"item\",1]\n");
    assertThat(items.next()).isOne();
    assertThatThrownBy(items::hasNext)
        .isInstanceOf(CallFailedException.class)
        .hasMessage("f(): no item within 1 ms");
    assertThat(feeder.isCancelled()).isTrue();
  }

  @Test
  void unknownLineCancelsTheBody() {
    feeder.send("{}\n");
    assertThatThrownBy(items::hasNext)
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("is not an item");
    assertThat(feeder.isCancelled()).isTrue();
  }

  @Test
  void itemOfAnotherTypeIsReported() {
    feeder.send("[\"item\",\"x\"]\n");
    assertThatThrownBy(items::next)
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("the annotation says an int, but the value is \"x\"");
  }

  @Test
  void interruptCancelsTheBodyAndStaysSet() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(items::hasNext).isInstanceOf(CallFailedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(feeder.isCancelled()).isTrue();
  }

  @Test
  void closedStreamCancelsTheBody() {
    try (Stream<Long> stream = items.stream()) {
      assertThat(stream).isNotNull();
    }
    assertThat(feeder.isCancelled()).isTrue();
  }
}

package io.github.nanoservice.javaclient.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends a body to a subscriber as an HTTP client does, and records what the subscriber asks for.
 */
final class BodyFeeder {
  private final LineReader.Subscriber<ResponseBody> subscriber;
  private final AtomicLong requested = new AtomicLong();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  BodyFeeder(LineReader.Subscriber<ResponseBody> subscriber) {
    this.subscriber = subscriber;
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            requested.addAndGet(n);
          }

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        });
  }

  /** Returns the body, which is available as soon as the head has arrived. */
  ResponseBody body() {
    return subscriber.getBody().toCompletableFuture().join();
  }

  void send(String text) {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) {
    subscriber.onNext(List.of(ByteBuffer.wrap(bytes)));
  }

  void complete() {
    subscriber.onComplete();
  }

  void fail(Throwable failure) {
    subscriber.onError(failure);
  }

  long requested() {
    return requested.get();
  }

  boolean isCancelled() {
    return cancelled.get();
  }
}

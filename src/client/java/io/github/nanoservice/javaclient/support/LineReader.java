package io.github.nanoservice.javaclient.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads the lines of a body as they arrive. It requests data only when a line is needed, so that a
 * slow reader slows down the service.
 */
final class LineReader {
  private final Subscriber<?> body;
  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] chunk = {};
  private int position;

  private LineReader(Subscriber<?> body, int maxBytes) {
    this.body = body;
    this.maxBytes = maxBytes;
  }

  /**
   * Waits for the next line.
   *
   * @throws TimeoutException if it does not arrive within the limit
   * @throws IOException if the body ends before the line does, or the line is too long
   */
  String next(Duration limit) throws IOException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      int start = position;
      while (position < chunk.length && chunk[position] != '\n') {
        position++;
      }
      if (position - start > maxBytes - line.size()) {
        throw tooLong();
      }
      line.write(chunk, start, position - start);
      if (position < chunk.length) {
        position++;
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text;
      }
      chunk = body.take(deadline - System.nanoTime());
      position = 0;
    }
  }

  /** Closes the connection and discards what has arrived, because no further line can be read. */
  private IOException tooLong() {
    close();
    line.reset();
    position = chunk.length;
    return RefusedResponseException.tooLong("an item", maxBytes);
  }

  /** Reads to the end of the body, so that the connection can be used again. */
  void end() {
    body.end();
  }

  /** Closes the connection, which ends the function that yields the lines. */
  void close() {
    body.close();
  }

  /** Receives a body in chunks. */
  static final class Subscriber<T> implements BodySubscriber<T> {
    private final BlockingQueue<Chunk> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final int maxBytes;
    private final Function<LineReader, T> toResult;
    private volatile Subscription subscription;
    private volatile boolean ended;

    /**
     * @param maxBytes the most bytes of a line
     * @param toResult converts the reader to the result of the subscriber
     */
    Subscriber(int maxBytes, Function<LineReader, T> toResult) {
      this.maxBytes = maxBytes;
      this.toResult = toResult;
    }

    @Override
    public CompletionStage<T> getBody() {
      return result;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      result.complete(toResult.apply(new LineReader(this, maxBytes)));
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (ended) {
        subscription.cancel();
      } else {
        arrived.add(new Chunk(joined(buffers), null));
      }
    }

    @Override
    public void onError(Throwable failure) {
      arrived.add(
          new Chunk(
              new byte[0], new IOException("the connection was lost between items", failure)));
    }

    @Override
    public void onComplete() {
      arrived.add(
          new Chunk(new byte[0], new IOException("the response ended before its last item")));
    }

    private byte[] take(long nanoseconds)
        throws IOException, InterruptedException, TimeoutException {
      subscription.request(1);
      Chunk chunk = arrived.poll(nanoseconds, TimeUnit.NANOSECONDS);
      if (chunk == null) {
        throw new TimeoutException();
      }
      if (chunk.failure != null) {
        arrived.add(chunk);
        throw chunk.failure;
      }
      return chunk.bytes;
    }

    private void end() {
      ended = true;
      subscription.request(1);
    }

    private void close() {
      if (!ended) {
        subscription.cancel();
      }
      arrived.add(new Chunk(new byte[0], new IOException("the stream was closed")));
    }

    private static byte[] joined(List<ByteBuffer> buffers) {
      byte[] bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
      int position = 0;
      for (ByteBuffer buffer : buffers) {
        int length = buffer.remaining();
        buffer.get(bytes, position, length);
        position += length;
      }
      return bytes;
    }
  }

  /** Received bytes, or the reason why no more arrive. */
  private static final class Chunk {
    private final byte[] bytes;
    private final IOException failure;

    Chunk(byte[] bytes, IOException failure) {
      this.bytes = bytes;
      this.failure = failure;
    }
  }
}

package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The items that a function yields. Each is a line {@code ["item", value]} or {@code ["item",
 * value, changes]}. The last line is {@code ["return", value]} or {@code ["raise", exception,
 * changes, problem]}.
 */
final class ItemIterator<T> implements Iterator<T> {
  private final String function;
  private final LineReader lines;
  private final Duration limit;
  private final Codec<T> codec;
  private final DecodeContext context;
  private JsonNode next = JsonNodeFactory.instance.missingNode();

  /**
   * @param limit the time to wait for each item
   * @param context the containers that the items may refer to
   */
  ItemIterator(
      String function, LineReader lines, Duration limit, Codec<T> codec, DecodeContext context) {
    this.function = function;
    this.lines = lines;
    this.limit = limit;
    this.codec = codec;
    this.context = context;
  }

  /** Returns the items as a stream. Closing it closes the connection. */
  Stream<T> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
        .onClose(lines::close);
  }

  @Override
  public boolean hasNext() {
    if (next.isMissingNode()) {
      next = line();
    }
    switch (next.path(0).asText()) {
      case "item":
        return true;
      case "return":
        lines.end();
        return false;
      case "raise":
        lines.end();
        throw CallResponse.raised(next.path(3));
      default:
        lines.close();
        throw failed("the line is not an item from a service: " + next);
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    JsonNode line = next;
    next = JsonNodeFactory.instance.missingNode();
    return DecodeContext.decoding(function, () -> item(line));
  }

  private T item(JsonNode line) {
    if (line.has(2)) {
      context.applyChanges(line.get(2));
    }
    return context.decodeItem(line.required(1), codec);
  }

  private JsonNode line() {
    try {
      return Json.MAPPER.readTree(lines.next(limit));
    } catch (JsonProcessingException e) {
      lines.close();
      throw failed("an item is not valid JSON", e);
    } catch (IOException e) {
      throw failed(e.getMessage(), e);
    } catch (TimeoutException e) {
      lines.close();
      throw failed("no item within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lines.close();
      throw failed("the thread was interrupted", e);
    }
  }

  private CallFailedException failed(String message) {
    return new CallFailedException(function, function + "(): " + message);
  }

  private CallFailedException failed(String message, Exception cause) {
    return new CallFailedException(function, function + "(): " + message, cause);
  }
}

package io.github.nanoservice.digest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Identifies a value by a hash: equal values have equal fingerprints, different values have
 * different ones. Collections and texts are hashed together with their sizes, so {@code ["ab",
 * "c"]} differs from {@code ["a", "bc"]}.
 */
public final class Fingerprint {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private Fingerprint() {}

  /**
   * Returns the fingerprint of a value, 64 hexadecimal digits of SHA-256.
   *
   * @param value a string, number, boolean, enum constant, path, duration or byte array, or a
   *     record, collection, map or {@code Optional} of these; all components of a record count
   * @throws IllegalArgumentException if the value has any other class
   */
  public static String of(Object value) {
    Fingerprint fingerprint = new Fingerprint();
    try {
      fingerprint.add(value);
      return Sha256.hex(fingerprint.bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  private void add(Object value) throws IOException {
    if (value instanceof Record row) {
      RecordComponent[] components = row.getClass().getRecordComponents();
      begin('r', components.length);
      for (RecordComponent component : components) {
        add(component.getName());
        add(component(row, component));
      }
    } else if (value instanceof Collection<?> items) {
      begin('c', items.size());
      for (Object item : items) {
        add(item);
      }
    } else if (value instanceof Map<?, ?> map) {
      begin('m', map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        add(entry.getKey());
        add(entry.getValue());
      }
    } else if (value instanceof Optional<?> optional) {
      begin('o', optional.isPresent() ? 1 : 0);
      if (optional.isPresent()) {
        add(optional.get());
      }
    } else if (value instanceof byte[] content) {
      begin('b', content.length);
      out.write(content);
    } else if (isPlain(value)) {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      begin('t', text.length);
      out.write(text);
    } else {
      throw new IllegalArgumentException("no fingerprint of " + value.getClass().getName());
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum<?>
        || value instanceof Path
        || value instanceof Duration;
  }

  private void begin(char kind, int size) throws IOException {
    out.writeByte(kind);
    out.writeInt(size);
  }

  private static Object component(Record row, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("components of a record can be read", e);
    }
  }
}

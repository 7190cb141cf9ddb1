package io.github.nanoservice.bundle;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A text that is another one as soon as a value is. */
public final class Fingerprint {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private Fingerprint() {}

  /**
   * Takes the fingerprint of a value: SHA-256, hexadecimal.
   *
   * @param value of records, collections, maps, optional ones, bytes, paths, durations, text, whole
   *     numbers, booleans and constants of enums; a record counts with all its components, so that
   *     none is ever forgotten
   * @throws IllegalArgumentException at a value of any other class
   */
  public static String of(Object value) {
    Fingerprint fingerprint = new Fingerprint();
    try {
      fingerprint.add(value);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(fingerprint.bytes.toByteArray());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** Each value with its size in front: no two lists of texts have the same bytes. */
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
      throw new IllegalStateException("a record shows its components", e);
    }
  }
}

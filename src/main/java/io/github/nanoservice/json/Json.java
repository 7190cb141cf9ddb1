package io.github.nanoservice.json;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes JSON (RFC 8259) in ASCII. */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  private final String indentation;

  private Json(String indentation) {
    this.indentation = indentation;
  }

  /**
   * Writes a value for people to read, indented by two spaces, and a line feed behind it.
   *
   * @param value of maps with text keys, lists, text, whole numbers, finite ones, booleans, and
   *     optional ones of these, empty for {@code null}; maps keep their order
   * @throws IllegalArgumentException at a value of any other class
   */
  public static String write(Object value) {
    Json json = new Json("  ");
    json.value(value, "\n");
    return json.out.append('\n').toString();
  }

  /** Writes the same values in one line, without a line feed. */
  public static String compact(Object value) {
    Json json = new Json("");
    json.value(value, "");
    return json.out.toString();
  }

  private void value(Object value, String lineBreak) {
    if (value instanceof Map<?, ?> map) {
      container('{', map.entrySet().iterator(), '}', lineBreak);
    } else if (value instanceof List<?> list) {
      container('[', list.iterator(), ']', lineBreak);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      value(entry.getKey(), lineBreak);
      out.append(indentation.isEmpty() ? ":" : ": ");
      value(entry.getValue(), lineBreak);
    } else if (value instanceof String text) {
      text(text);
    } else if (isWord(value)) {
      out.append(value);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(v -> value(v, lineBreak), () -> out.append("null"));
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    }
  }

  private static boolean isWord(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof Double number && Double.isFinite(number)
        || value instanceof Boolean;
  }

  private void container(char open, Iterator<?> items, char close, String lineBreak) {
    out.append(open);
    boolean empty = !items.hasNext();
    while (items.hasNext()) {
      out.append(lineBreak).append(indentation);
      value(items.next(), lineBreak + indentation);
      out.append(items.hasNext() ? "," : "");
    }
    out.append(empty ? "" : lineBreak).append(close);
  }

  private void text(String text) {
    out.append('"');
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.append(text, done, i).append(escape(c));
        done = i + 1;
      }
    }
    out.append(text, done, text.length()).append('"');
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}

package io.github.nanoservice.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259), and nothing that only resembles it. It nests as deep as memory goes:
 * exceptions have causes that have causes, and values are whatever a function makes of them.
 */
public final class JsonReader {
  private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*+");
  private static final Pattern UNESCAPED = Pattern.compile("[^\"\\\\\\x00-\\x1f]++");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4})");
  private static final Pattern QUOTE = Pattern.compile("\"");
  private static final Pattern WORD = Pattern.compile("true|false|null");
  private static final Pattern NUMBER =
      Pattern.compile("-?+(?:0|[1-9][0-9]*+)(\\.[0-9]++)?+([eE][+-]?+[0-9]++)?+");

  /** An {@code int} or {@code long} has no more digits, its sign included. */
  private static final int LONGEST_WHOLE = 18;

  private final String json;
  private final Matcher matcher;
  private final Deque<Container> open = new ArrayDeque<>();
  private int at;

  private JsonReader(String json) {
    this.json = json;
    this.matcher = SPACE.matcher(json);
  }

  /** What a text is. */
  public sealed interface Result {

    /**
     * JSON.
     *
     * @param tree of maps in the order of their members, lists, text, numbers ({@code Integer},
     *     where that is too small {@code Long}, else {@code Double}), booleans, and an empty {@code
     *     Optional} for {@code null}; of members with the same name the last one counts
     */
    record Value(Object tree) implements Result {}

    /**
     * Anything else.
     *
     * @param reason what was expected and where, half a sentence
     */
    record Malformed(String reason) implements Result {}
  }

  /** Reads a text that is one JSON value and white space around it. */
  public static Result read(String json) {
    try {
      return new Result.Value(new JsonReader(json).document());
    } catch (Unexpected e) {
      return new Result.Malformed(e.getMessage());
    }
  }

  /** The members of a text that is a JSON object; none where it is something else. */
  public static Map<?, ?> members(String json) {
    return read(json) instanceof Result.Value value && value.tree() instanceof Map<?, ?> members
        ? members
        : Map.of();
  }

  private Object document() {
    Object value = value();
    while (!open.isEmpty()) {
      Container container = open.element();
      container.add(value);
      if (consume(',')) {
        container.begin(this);
        value = value();
      } else {
        expect(container.end());
        value = open.pop().whole();
      }
    }
    space();
    if (at < json.length()) {
      throw unexpected("the end");
    }
    return value;
  }

  /** Opens containers up to the first value that is whole: a scalar, or a container of nothing. */
  private Object value() {
    while (true) {
      if (consume('{')) {
        if (consume('}')) {
          return Map.of();
        }
        open.push(new Members());
        open.element().begin(this);
      } else if (consume('[')) {
        if (consume(']')) {
          return List.of();
        }
        open.push(new Items());
      } else {
        return scalar();
      }
    }
  }

  private Object scalar() {
    space();
    if (json.startsWith("\"", at)) {
      return text();
    }
    if (tryConsume(WORD)) {
      return switch (matcher.group()) {
        case "true" -> true;
        case "false" -> false;
        default -> Optional.empty();
      };
    }
    if (tryConsume(NUMBER)) {
      return number();
    }
    throw unexpected("a value");
  }

  /** Of the number that was just matched. */
  private Number number() {
    String number = matcher.group();
    boolean whole = matcher.group(1) == null && matcher.group(2) == null;
    if (!whole || number.length() > LONGEST_WHOLE) {
      return Double.parseDouble(number);
    }
    long value = Long.parseLong(number);
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  private String text() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (!tryConsume(QUOTE)) {
      if (tryConsume(UNESCAPED)) {
        text.append(json, matcher.start(), matcher.end());
      } else if (tryConsume(ESCAPE)) {
        text.append(escaped(matcher.group()));
      } else {
        throw unexpected("the end of a string, or an escape");
      }
    }
    return text.toString();
  }

  private static char escaped(String escape) {
    char c = escape.charAt(1);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt(escape, 2, escape.length(), 16);
      default -> c;
    };
  }

  private void expect(char c) {
    if (!consume(c)) {
      throw unexpected(String.valueOf(c));
    }
  }

  private boolean consume(char c) {
    space();
    boolean there = at < json.length() && json.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void space() {
    tryConsume(SPACE);
  }

  private boolean tryConsume(Pattern pattern) {
    boolean there = matcher.usePattern(pattern).region(at, json.length()).lookingAt();
    at = there ? matcher.end() : at;
    return there;
  }

  private Unexpected unexpected(String expected) {
    return new Unexpected("expected " + expected + " at character " + (at + 1));
  }

  /** A container whose end was not read yet. */
  private sealed interface Container {
    char end();

    /** Reads what stands before an item. */
    void begin(JsonReader reader);

    void add(Object item);

    Object whole();
  }

  private static final class Members implements Container {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private String name = "";

    @Override
    public char end() {
      return '}';
    }

    @Override
    public void begin(JsonReader reader) {
      name = reader.text();
      reader.expect(':');
    }

    @Override
    public void add(Object item) {
      members.put(name, item);
    }

    @Override
    public Object whole() {
      return members;
    }
  }

  private static final class Items implements Container {
    private final List<Object> items = new ArrayList<>();

    @Override
    public char end() {
      return ']';
    }

    @Override
    public void begin(JsonReader reader) {
      // Items follow each other as they are.
    }

    @Override
    public void add(Object item) {
      items.add(item);
    }

    @Override
    public Object whole() {
      return items;
    }
  }

  /** Ends the reading of what is no JSON; it becomes a {@link Result.Malformed}. */
  private static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(String message) {
      super(message);
    }
  }
}

package io.github.nanoservice.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes a Python file: UTF-8, or what a coding line says (PEP 263). */
final class SourceDecoder {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * A coding line is the first line or, where that holds no code and names no encoding, the second.
   */
  private static final Pattern CODING_LINE =
      Pattern.compile(
          "(?:[ \\t\\f]*+(?:#[^\\r\\n]*+)?(?:\\r\\n?|\\n))??"
              + "[ \\t\\f]*+#[^\\r\\n]*?coding[:=][ \\t]*+([-\\w.]++)");

  private static final int LONGEST_HEAD = 4096;

  /** A text, or at least what can be shown of it, and why it is not a Python text. */
  record Decoded(Source source, Optional<Violation> violation) {}

  static Decoded decode(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, LONGEST_HEAD), ISO_8859_1);
    boolean marked = head.startsWith("\u00EF\u00BB\u00BF");
    int mark = marked ? 3 : 0;
    Matcher coding = CODING_LINE.matcher(head.substring(mark));
    if (!coding.lookingAt()) {
      return decode(bytes, UTF_8);
    }
    String name = coding.group(1);
    int start = new String(bytes, mark, coding.start(1), UTF_8).length();
    Span span = new Span(start, start + name.length());
    Optional<Charset> charset = charset(name);
    if (charset.isEmpty()) {
      return refused(
          bytes, span, "the coding line names '" + name + "', which is no known encoding");
    }
    if (marked && !isUtf8(normalized(name))) {
      return refused(
          bytes,
          span,
          "the file begins with a UTF-8 byte order mark, but its coding line says '"
              + name
              + "', not 'utf-8'");
    }
    return decode(bytes, charset.get());
  }

  private static Decoded decode(byte[] bytes, Charset charset) {
    String text = withoutMark(new String(bytes, charset));
    Source source = new Source(text);
    if (text.indexOf('\uFFFD') < 0) {
      return new Decoded(source, nullCharacter(text));
    }
    // A replacement character may stand in the file itself: only a strict decoder knows.
    CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
    boolean whole =
        !charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), decoded, true)
            .isError();
    if (whole) {
      return new Decoded(source, nullCharacter(text));
    }
    int offset = withoutMark(decoded.flip().toString()).length();
    return new Decoded(
        source,
        Optional.of(
            violation(
                new Span(offset, Math.min(offset + 1, text.length())),
                "this is not valid " + charset.name() + ", the encoding of the file")));
  }

  /** CPython refuses null characters even in comments; a file full of them is one in UTF-16. */
  private static Optional<Violation> nullCharacter(String text) {
    int offset = text.indexOf('\0');
    return offset < 0
        ? Optional.empty()
        : Optional.of(
            violation(
                new Span(offset, offset + 1),
                "a null character, which no Python file may hold, not even in a comment"));
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static Decoded refused(byte[] bytes, Span span, String message) {
    Source source = new Source(withoutMark(new String(bytes, UTF_8)));
    return new Decoded(source, Optional.of(violation(span, message)));
  }

  private static Violation violation(Span span, String message) {
    return new Violation(
        Rule.ENCODING,
        span,
        message,
        "Save the file as UTF-8, or name its encoding in its first line: # -*- coding: latin-1 -*-");
  }

  /**
   * Finds Java's charset for a Python codec name; the shortening is that of CPython's tokenizer,
   * and that any number of dashes counts as one, that of its {@code encodings} package.
   */
  private static Optional<Charset> charset(String codec) {
    String name = normalized(codec).replaceAll("-+", "-").replaceAll("^-|-$", "");
    if (isUtf8(name)) {
      return Optional.of(UTF_8);
    }
    if (name.matches("latin|(?:latin-1|iso-8859-1|iso-latin-1)(?:-.*)?")) {
      return Optional.of(ISO_8859_1);
    }
    for (String candidate : List.of(name, "x-" + name.replace("-", ""), "x-" + name)) {
      try {
        return Optional.of(Charset.forName(candidate));
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        // Java spells it otherwise: the next candidate may be right.
        continue;
      }
    }
    return Optional.empty();
  }

  private static String normalized(String codec) {
    return codec.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isUtf8(String normalized) {
    return normalized.equals("utf-8") || normalized.startsWith("utf-8-");
  }

  private SourceDecoder() {}
}

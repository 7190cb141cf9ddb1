package io.github.nanoservice.python;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A string or bytes literal of one token.
 *
 * @param prefix in lower case
 * @param body the text between the quotes, with escapes as written
 */
record StringLiteral(String prefix, String body) {
  /** Language reference §2.4.1.1. */
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:(\\r\\n?|\\n)|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})"
              + "|U([0-9a-fA-F]{8})|N\\{([^}]*+)\\}|([\\s\\S]))");

  /** Creates a literal from the text of a token. */
  static StringLiteral of(String token) {
    int quote = 0;
    while (token.charAt(quote) != '"' && token.charAt(quote) != '\'') {
      quote++;
    }
    String mark = token.substring(quote, quote + 1);
    boolean triple = token.startsWith(mark.repeat(3), quote) && token.length() >= quote + 6;
    int width = triple ? 3 : 1;
    return new StringLiteral(
        token.substring(0, quote).toLowerCase(Locale.ROOT),
        token.substring(quote + width, token.length() - width));
  }

  boolean bytes() {
    return prefix.contains("b");
  }

  /** Returns the value, or empty if the literal names a character that Java does not know. */
  Optional<String> value() {
    // A string contains line feeds, whatever the line endings of the file.
    String text = body.replace("\r\n", "\n").replace('\r', '\n');
    if (prefix.contains("r") || text.indexOf('\\') < 0) {
      return Optional.of(text);
    }
    StringBuilder value = new StringBuilder();
    Matcher escape = ESCAPE.matcher(text);
    int done = 0;
    while (escape.find()) {
      Optional<String> meaning = meaning(escape);
      if (meaning.isEmpty()) {
        return Optional.empty();
      }
      value.append(text, done, escape.start()).append(meaning.get());
      done = escape.end();
    }
    return Optional.of(value.append(text, done, text.length()).toString());
  }

  private static Optional<String> meaning(Matcher escape) {
    if (escape.group(1) != null) {
      return Optional.of("");
    }
    if (escape.group(2) != null) {
      return Optional.of(Character.toString(Integer.parseInt(escape.group(2), 8)));
    }
    for (int group = 3; group <= 5; group++) {
      if (escape.group(group) != null) {
        long codePoint = Long.parseLong(escape.group(group), 16);
        return Optional.of(codePoint)
            .filter(number -> number <= Character.MAX_CODE_POINT)
            .map(number -> Character.toString(number.intValue()));
      }
    }
    if (escape.group(6) != null) {
      return named(escape.group(6));
    }
    return Optional.of(simple(escape.group(7)));
  }

  private static Optional<String> named(String name) {
    try {
      return Optional.of(Character.toString(Character.codePointOf(name)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String simple(String character) {
    return switch (character) {
      case "\\", "'", "\"" -> character;
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "v" -> "\u000B";
      // An unknown escape stays unchanged.
      default -> "\\" + character;
    };
  }
}

package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code __all__ = ["a", "b"]}. */
final class Exports {
  private static final String SPACE = "(?:\\s|\\\\\\R|#.*+)*+";
  private static final Pattern LIST =
      Pattern.compile(
          "__all__" + SPACE + "(?::[^=]*+)?=" + SPACE + "[\\[(](.*)[\\])]", Pattern.DOTALL);
  private static final Pattern ITEM =
      Pattern.compile(SPACE + "(?:\"(\\w++)\"|'(\\w++)')" + SPACE + "(?:," + SPACE + "|$)");

  private Exports() {}

  /** Returns the strings, or empty if the statement contains anything else. */
  static Optional<List<String>> in(String statement) {
    Matcher list = LIST.matcher(statement);
    if (!list.matches()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    Matcher item = ITEM.matcher(list.group(1));
    int next = 0;
    while (item.find() && item.start() == next) {
      names.add(item.group(1) == null ? item.group(2) : item.group(1));
      next = item.end();
    }
    boolean whole = list.group(1).substring(next).isBlank();
    return whole ? Optional.of(List.copyOf(names)) : Optional.empty();
  }
}

package io.github.nanoservice.requirements;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A line of options in a requirements file. pip splits it as a shell does, reads any number of
 * options from it, and accepts the beginning of a long option for the whole.
 */
record OptionLine(String text) {
  private static final Pattern WORD =
      Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)*+\"?+|'[^']*+'?+|\\\\.|[^\\s\"'\\\\])++");

  private static final Pattern QUOTE_OR_ESCAPE = Pattern.compile("[\"']|\\\\(?=.)");

  /** Options whose value is a file or a directory that holds requirements. */
  private static final List<String> LONG = List.of("--requirement", "--constraint", "--editable");

  private static final Pattern SHORT = Pattern.compile("-[rce].*+");

  /** Whether any of the options names a file or a directory that holds requirements. */
  boolean namesRequirements() {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(word -> QUOTE_OR_ESCAPE.matcher(word).replaceAll(""))
        .anyMatch(OptionLine::isForRequirements);
  }

  private static boolean isForRequirements(String word) {
    String name = word.split("=", 2)[0];
    return SHORT.matcher(word).matches()
        || name.length() > 2 && LONG.stream().anyMatch(option -> option.startsWith(name));
  }
}

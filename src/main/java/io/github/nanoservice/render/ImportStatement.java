package io.github.nanoservice.render;

import io.github.nanoservice.topology.Binding;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an import statement says, as far as its place in a module depends on it.
 *
 * @param top the first part of the module's dotted name
 * @param binds the names it binds
 */
record ImportStatement(String top, List<String> binds) {
  private static final Pattern FROM =
      Pattern.compile("from\\s++([^\\s.]++)\\S*+\\s++import\\s++(.++)", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("import\\s++(.++)", Pattern.DOTALL);
  private static final Pattern AS = Pattern.compile(".*\\sas\\s+", Pattern.DOTALL);

  static ImportStatement of(Binding.Library library) {
    Matcher from = FROM.matcher(library.statement());
    if (from.matches()) {
      return new ImportStatement(from.group(1), binds(from.group(2)));
    }
    Matcher plain = IMPORT.matcher(library.statement());
    if (!plain.matches()) {
      throw new IllegalArgumentException("not an import statement: " + library.statement());
    }
    return new ImportStatement(first(plain.group(1)), binds(plain.group(1)));
  }

  /** {@code import a.b} binds {@code a}; {@code from a import b, c as d} binds b and d. */
  private static List<String> binds(String names) {
    return Arrays.stream(names.replaceAll("[()]", "").split(","))
        .map(String::strip)
        .map(name -> first(AS.matcher(name).replaceFirst("")))
        .toList();
  }

  private static String first(String dotted) {
    return dotted.replaceFirst("[.\\s].*", "");
  }
}

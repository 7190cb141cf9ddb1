package io.github.nanoservice.render;

import java.util.List;
import java.util.stream.Collectors;

/** Writes import statements: {@code from m import a, b as c}. */
final class ImportText {
  /** The default line length of Black, the common formatter of Python code. */
  static final int WIDTH = 88;

  private ImportText() {}

  /**
   * Returns a statement, on several lines if one line would be too long.
   *
   * @param names as {@link #name} returns them
   */
  static String from(String module, List<String> names) {
    String line = "from " + module + " import " + String.join(", ", names);
    if (line.length() <= WIDTH) {
      return line;
    }
    String lines = names.stream().map(name -> "    " + name + ",\n").collect(Collectors.joining());
    return "from " + module + " import (\n" + lines + ")";
  }

  /** Returns a name, followed by the name it is bound to if that differs. */
  static String name(String name, String bound) {
    return name.equals(bound) ? name : name + " as " + bound;
  }
}

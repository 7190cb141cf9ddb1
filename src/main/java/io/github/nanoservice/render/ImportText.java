package io.github.nanoservice.render;

import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code from m import a, b as c}, over several lines where one would be long. */
final class ImportText {
  /** The longest line that Black, whose layout Python knows best, leaves as it is. */
  static final int WIDTH = 88;

  private ImportText() {}

  /**
   * @param names each as {@link #name} writes it
   */
  static String from(String module, List<String> names) {
    String line = "from " + module + " import " + String.join(", ", names);
    if (line.length() <= WIDTH) {
      return line;
    }
    String lines = names.stream().map(name -> "    " + name + ",\n").collect(Collectors.joining());
    return "from " + module + " import (\n" + lines + ")";
  }

  /** A name, with what it is bound to where that is another one. */
  static String name(String name, String bound) {
    return name.equals(bound) ? name : name + " as " + bound;
  }
}

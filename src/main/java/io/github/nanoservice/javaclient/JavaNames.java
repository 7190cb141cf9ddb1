package io.github.nanoservice.javaclient;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names of Python names, no two the same. */
final class JavaNames {
  /** What every object has, and a method without parameters cannot be called. */
  private static final Set<String> OF_OBJECTS =
      Set.of(
          "getClass",
          "hashCode",
          "equals",
          "toString",
          "notify",
          "notifyAll",
          "wait",
          "clone",
          "finalize");

  private final Set<String> taken = new HashSet<>(OF_OBJECTS);

  /** Takes names that are in use. */
  JavaNames(String... used) {
    taken.addAll(Set.of(used));
  }

  /** A name for {@code snake_case} in camelCase. */
  String of(String name) {
    return of(name, List.of());
  }

  /** A name for a method that is also to be had with one of these behind it. */
  String of(String name, List<String> suffixes) {
    String camel = camel(name);
    while (isKeyword(camel) || isTaken(camel, suffixes)) {
      camel += "_";
    }
    taken.add(camel);
    for (String suffix : suffixes) {
      taken.add(camel + suffix);
    }
    return camel;
  }

  /** A method {@code yield} could not be called by its name alone (JLS §3.9). */
  private static boolean isKeyword(String name) {
    return SourceVersion.isKeyword(name) || name.equals("yield");
  }

  private boolean isTaken(String name, List<String> suffixes) {
    return taken.contains(name)
        || suffixes.stream().anyMatch(suffix -> taken.contains(name + suffix));
  }

  /** A class name for {@code snake_case}, in ASCII: it is the name of a file too. */
  static String type(String name) {
    StringBuilder ascii = new StringBuilder();
    camel(name)
        .codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                ascii.appendCodePoint(c);
              } else {
                ascii.append("u%04x".formatted(c));
              }
            });
    return ascii.substring(0, 1).toUpperCase(Locale.ROOT) + ascii.substring(1);
  }

  /** Begins with a small letter, so that no class is hidden; a constant is small all over. */
  private static String camel(String name) {
    boolean constant = name.equals(name.toUpperCase(Locale.ROOT));
    StringBuilder camel = new StringBuilder();
    boolean capital = false;
    for (int c : name.codePoints().toArray()) {
      boolean part = Character.isJavaIdentifierPart(c) && c != '_' && c != '$';
      if (part) {
        boolean first = camel.length() == 0;
        int small = constant || first ? Character.toLowerCase(c) : c;
        camel.appendCodePoint(capital && !first ? Character.toUpperCase(c) : small);
      }
      capital = !part;
    }
    boolean named = camel.length() > 0 && Character.isJavaIdentifierStart(camel.codePointAt(0));
    return named ? camel.toString() : "_" + camel;
  }
}

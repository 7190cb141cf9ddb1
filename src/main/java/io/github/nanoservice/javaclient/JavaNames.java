package io.github.nanoservice.javaclient;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Converts Python names to Java names that are all different. */
final class JavaNames {
  /** The methods of every object; a generated method must not override them. */
  private static final Set<String> OBJECT_METHODS =
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

  private final Set<String> taken = new HashSet<>(OBJECT_METHODS);

  /**
   * @param used names that are already in use
   */
  JavaNames(String... used) {
    taken.addAll(Set.of(used));
  }

  /** Returns a camelCase name for {@code snake_case}. */
  String of(String name) {
    return of(name, List.of());
  }

  /** Returns a camelCase name that is also free with each of the suffixes. */
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

  /** A method {@code yield} cannot be called by its simple name (JLS §3.9). */
  private static boolean isKeyword(String name) {
    return SourceVersion.isKeyword(name) || name.equals("yield");
  }

  private boolean isTaken(String name, List<String> suffixes) {
    return taken.contains(name)
        || suffixes.stream().anyMatch(suffix -> taken.contains(name + suffix));
  }

  /** Returns an ASCII class name for {@code snake_case}; it also names a file. */
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

  /** Starts with a lower-case letter, which no class does; a constant is lower case throughout. */
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

package io.github.nanoservice.client;

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
          "getClass", "hashCode", "toString", "notify", "notifyAll", "wait", "clone", "finalize");

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
    while (SourceVersion.isKeyword(camel) || isTaken(camel, suffixes)) {
      camel += "_";
    }
    taken.add(camel);
    for (String suffix : suffixes) {
      taken.add(camel + suffix);
    }
    return camel;
  }

  private boolean isTaken(String name, List<String> suffixes) {
    return taken.contains(name)
        || suffixes.stream().anyMatch(suffix -> taken.contains(name + suffix));
  }

  /** A class name for {@code snake_case}. */
  static String type(String name) {
    String camel = camel(name);
    return camel.substring(0, 1).toUpperCase(Locale.ROOT) + camel.substring(1);
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean capital = false;
    for (int c : name.codePoints().toArray()) {
      boolean part = Character.isJavaIdentifierPart(c) && c != '_' && c != '$';
      if (part) {
        camel.appendCodePoint(capital && camel.length() > 0 ? Character.toUpperCase(c) : c);
      }
      capital = !part;
    }
    boolean named = camel.length() > 0 && Character.isJavaIdentifierStart(camel.codePointAt(0));
    return named ? camel.toString() : "_" + camel;
  }
}

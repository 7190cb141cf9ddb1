package io.github.nanoservice.javaclient;

import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The names of a client that the user can choose.
 *
 * @param packageName the package of its classes: {@code com.acme.shop.client}
 * @param name its interface: {@code Shop}; the implementation is {@code ShopClient}
 */
public record ClientSettings(String packageName, String name) {
  /** The classes outside {@code java.lang} that generated classes import. */
  private static final Set<String> IMPORTED =
      Set.of(
          "BigDecimal",
          "Builder",
          "CompletableFuture",
          "Duration",
          "HttpClient",
          "List",
          "LocalDate",
          "LocalDateTime",
          "LocalTime",
          "Map",
          "Objects",
          "SSLContext",
          "Set",
          "Stream",
          "URI",
          "UUID");

  /** The contextual keywords that cannot name a class (JLS §3.9). */
  private static final Set<String> RESTRICTED =
      Set.of("permits", "record", "sealed", "var", "yield");

  /** Returns whether classes of a client can be in this package. */
  public static boolean isPackage(String name) {
    return SourceVersion.isName(name) && !name.equals("java") && !name.startsWith("java.");
  }

  /** Returns whether this can name the interface, and the name with {@code Client} its class. */
  public static boolean isName(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && !RESTRICTED.contains(name)
        && name.codePoints().allMatch(c -> c < 128)
        && Stream.of(name, name + "Client").noneMatch(ClientSettings::isTaken);
  }

  private static boolean isTaken(String name) {
    // Some file systems ignore case.
    boolean support = SupportCode.CLASSES.stream().anyMatch(name::equalsIgnoreCase);
    return support || IMPORTED.contains(name) || isInJavaLang(name);
  }

  private static boolean isInJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException
        | LinkageError e) { // LinkageError: the name differs only in case
      return false;
    }
  }

  /** Returns the path of the package in a source directory: {@code com/acme/}. */
  public String packagePath() {
    return packageName.replace('.', '/') + "/";
  }

  /** Returns the path of a class in a source directory, with {@code /}. */
  String path(String className) {
    return packagePath() + className + ".java";
  }

  /** Returns the name of the implementation. */
  String client() {
    return name + "Client";
  }
}

package io.github.nanoservice.javaclient;

import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * What a user may choose about a client.
 *
 * @param packageName of its classes: {@code com.acme.shop.client}
 * @param name of its interface: {@code Shop}; the implementation is {@code ShopClient}
 */
public record ClientSettings(String packageName, String name) {
  /** What interfaces, clients and options name and do not take from {@code java.lang}. */
  private static final Set<String> NAMED =
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
          "Set",
          "Stream",
          "URI",
          "UUID");

  /** Words that no class may have as its name (JLS §3.9). */
  private static final Set<String> RESTRICTED =
      Set.of("permits", "record", "sealed", "var", "yield");

  /** Whether a client's classes may be in this package. */
  public static boolean isPackage(String name) {
    return SourceVersion.isName(name) && !name.equals("java") && !name.startsWith("java.");
  }

  /** Whether a client's interface may have this name, and its implementation the one it makes. */
  public static boolean isName(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && !RESTRICTED.contains(name)
        && name.codePoints().allMatch(c -> c < 128)
        && Stream.of(name, name + "Client").noneMatch(ClientSettings::isTaken);
  }

  private static boolean isTaken(String name) {
    // Names of files are the same to some systems whatever their case is.
    boolean written = ClientWriter.RUNTIME.stream().anyMatch(name::equalsIgnoreCase);
    return written || NAMED.contains(name) || isOfTheLanguage(name);
  }

  private static boolean isOfTheLanguage(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) { // the latter for another case of letters
      return false;
    }
  }

  /** Where the package is in a source directory, with {@code /}, at its end too. */
  public String packagePath() {
    return packageName.replace('.', '/') + "/";
  }

  /** Where a class of the client is in a source directory, with {@code /}. */
  String path(String className) {
    return packagePath() + className + ".java";
  }

  /** The name of the implementation. */
  String client() {
    return name + "Client";
  }
}

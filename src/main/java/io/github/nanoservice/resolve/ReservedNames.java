package io.github.nanoservice.resolve;

import java.util.Locale;
import java.util.Set;

/** Names that bundles, servers or Python use for something else. */
public final class ReservedNames {
  private static final Set<String> BUNDLE_FILES =
      Set.of("compose.yaml", "limits.txt", "nanoservices.json", "openapi.json", "readme.md");

  /** Paths at which every server describes itself. */
  private static final Set<String> SERVER_PATHS = Set.of("healthz", "openapi.json");

  /** Python's data model, §Modules: read as a server starts or looks up a name in its module. */
  private static final Set<String> MODULE_ATTRIBUTES =
      Set.of("__name__", "__package__", "__spec__", "__builtins__");

  private static final Set<String> IMPLICIT =
      Set.of(
          "__name__",
          "__package__",
          "__spec__",
          "__builtins__",
          "__doc__",
          "__file__",
          "__path__",
          "__loader__",
          "__dict__");

  private ReservedNames() {}

  /**
   * Whether a service's directory would have the name of a bundle file, on case-insensitive file
   * systems too.
   */
  public static boolean isBundleFile(String service) {
    return BUNDLE_FILES.contains(service.toLowerCase(Locale.ROOT));
  }

  /** Whether servers use the path of this function themselves. */
  public static boolean isServerPath(String function) {
    return SERVER_PATHS.contains(function);
  }

  /** Whether every module has the name without binding it (language reference §5.4). */
  static boolean isImplicit(String name) {
    return IMPLICIT.contains(name);
  }

  /** Whether Python itself sets the name on every module. */
  static boolean isModuleAttribute(String name) {
    return MODULE_ATTRIBUTES.contains(name);
  }
}

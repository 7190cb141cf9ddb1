package io.github.nanoservice.resolve;

import java.util.Locale;
import java.util.Set;

/** Names that a bundle or Python itself has for something else. */
public final class ReservedNames {
  private static final Set<String> BUNDLE_FILES =
      Set.of("compose.yaml", "nanoservices.json", "openapi.json", "readme.md");

  /** Paths at which each service tells of itself. */
  private static final Set<String> SERVER_PATHS = Set.of("healthz", "openapi.json");

  /** Python's data model, §Modules: what a server's start or a lookup in its module asks for. */
  private static final Set<String> MODULE_ATTRIBUTES =
      Set.of("__name__", "__package__", "__spec__", "__builtins__");

  private ReservedNames() {}

  /**
   * Whether a file of the bundle stands where a service's directory would, on file systems too that
   * do not tell capitals apart.
   */
  public static boolean isBundleFile(String service) {
    return BUNDLE_FILES.contains(service.toLowerCase(Locale.ROOT));
  }

  /** Whether a server answers for itself where it would answer for this function. */
  public static boolean isServerPath(String function) {
    return SERVER_PATHS.contains(function);
  }

  /** Whether a module that binds the name is no longer what Python takes it for. */
  static boolean isModuleAttribute(String name) {
    return MODULE_ATTRIBUTES.contains(name);
  }
}

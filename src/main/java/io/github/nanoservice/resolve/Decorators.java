package io.github.nanoservice.resolve;

import java.util.List;
import java.util.Set;

/** What the decorators of Python's library do to a function. */
public final class Decorators {
  private static final Set<String> CONTEXT_MANAGERS =
      Set.of("contextlib.contextmanager", "contextlib.asynccontextmanager");
  private static final Set<String> CACHES = Set.of("functools.cache", "functools.lru_cache");

  private Decorators() {}

  /** Whether the result of a function is a context manager, which only its caller can use. */
  public static boolean makeContextManager(Definition.OfFunction function, NameResolver resolver) {
    return uses(function, resolver).stream().anyMatch(use -> isOneOf(use, CONTEXT_MANAGERS));
  }

  /** Whether the decorators of a function, if any, pass on arguments unchanged. */
  static boolean keepParameters(Definition.OfFunction function, NameResolver resolver) {
    long lines = head(function).lines().filter(line -> line.startsWith("@")).count();
    if (lines == 0) {
      return true;
    }
    List<ResolvedUse> uses = uses(function, resolver);
    return uses.size() == lines
        && uses.stream().allMatch(use -> isOneOf(use, CONTEXT_MANAGERS) || isOneOf(use, CACHES));
  }

  private static String head(Definition.OfFunction of) {
    int start = of.function().span().start();
    return of.file().module().source().text().substring(start, of.function().nameSpan().start());
  }

  private static List<ResolvedUse> uses(Definition.OfFunction of, NameResolver resolver) {
    return of.function().decorators().isEmpty()
        ? List.of()
        : resolver.uses(of).stream()
            .filter(use -> of.function().isInDecorator(use.reference()))
            .toList();
  }

  private static boolean isOneOf(ResolvedUse use, Set<String> names) {
    List<String> attributes = use.reference().attributes();
    if (use.target() instanceof Target.OfLibraryName of) {
      return attributes.isEmpty() && names.contains(of.module() + "." + of.name());
    }
    return use.target() instanceof Target.OfLibrary library
        && attributes.size() == 1
        && names.contains(library.module() + "." + attributes.get(0));
  }
}

package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Violation;
import io.github.nanoservice.resolve.NameResolver;
import io.github.nanoservice.resolve.Obstacles;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.resolve.SourceTree;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The modules that cannot be sliced: a service that needs anything of such a module has its file as
 * it is, and Python imports it under its own name.
 *
 * @param reasons the first obstacle of each, by the path of its file
 */
record CarriedModules(Map<String, Violation> reasons) {
  CarriedModules {
    reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
  }

  /** Returns no modules. */
  static CarriedModules none() {
    return new CarriedModules(Map.of());
  }

  /** Returns all modules with obstacles. */
  static CarriedModules of(SourceTree tree, NameResolver resolver, List<SourceFile> sources) {
    Map<String, Violation> reasons = new TreeMap<>();
    for (SourceFile file : sources) {
      Obstacles.ofWhole(tree, resolver, file).stream()
          .findFirst()
          .ifPresent(obstacle -> reasons.put(file.path(), obstacle));
    }
    return new CarriedModules(reasons);
  }

  boolean contains(SourceFile file) {
    return reasons.containsKey(file.path());
  }

  /** Returns a warning that names the statement because of which a module is carried. */
  Optional<Finding> warning(SourceFile file) {
    return Optional.ofNullable(reasons.get(file.path()))
        .map(
            reason ->
                new Violation(
                        Rule.CARRIED_MODULE,
                        reason.span(),
                        "the module \"%s\" is carried whole, because %s"
                            .formatted(file.name(), reason.message()),
                        "To give each function a service of its own again: " + reason.advice())
                    .finding(file.path(), file.module().source()));
  }
}

package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the imports of modules, whatever services they go to. */
public final class ImportChecks {
  private final SourceTree tree;
  private final RequirementResolver requirements;
  private final Set<String> unknown = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private ImportChecks(SourceTree tree, RequirementResolver requirements) {
    this.tree = tree;
    this.requirements = requirements;
  }

  /** Reports imports that find nothing, or may be misspelt. */
  public static List<Finding> findings(
      SourceTree tree, RequirementResolver requirements, List<SourceFile> sources) {
    ImportChecks checks = new ImportChecks(tree, requirements);
    sources.forEach(checks::check);
    return List.copyOf(checks.findings);
  }

  private void check(SourceFile file) {
    file.module().imports().forEach(statement -> check(file, statement, false));
    for (Function function : file.module().functions()) {
      function.imports().forEach(statement -> check(file, statement, true));
    }
    // An import in a "try" or under TYPE_CHECKING may fail.
    file.module().statements().stream()
        .filter(statement -> statement.accepted())
        .filter(statement -> statement.kind() == Statement.Kind.CLASS_DEF)
        .flatMap(statement -> statement.imports().stream())
        .forEach(statement -> check(file, statement, true));
  }

  private void check(SourceFile file, Import statement, boolean inBody) {
    if (statement instanceof Import.OfModule of) {
      Target target = tree.imported(of);
      report(file, of.span(), target);
      if (target instanceof Target.OfLibrary) {
        checkLibrary(file, of.span(), of.module());
      }
      return;
    }
    Import.FromModule from = (Import.FromModule) statement;
    for (Import.Name name : from.names()) {
      Target target = tree.imported(file, from, name);
      report(file, name.span(), target);
      if (target instanceof Target.OfLibraryName library
          && library.module().equals(from.module())) {
        checkLibrary(file, from.span(), DottedNames.join(library.module(), library.name()));
      }
      if (inBody && from.level() > 0 && file.enclosingPackage().isEmpty()) {
        report(
            file,
            name.span(),
            new Target.Missing(
                "a relative import inside a function requires its module to be in a package",
                "Write the absolute module name without leading dots."));
      }
    }
  }

  /** Reports each library once that may be a misspelt module of the sources. */
  private void checkLibrary(SourceFile file, Span span, String module) {
    String name = DottedNames.top(module);
    if (requirements.isUnknown(module) && unknown.add(name)) {
      findings.add(
          Finding.of(
              Rule.UNKNOWN_DISTRIBUTION,
              Locations.in(file, span),
              "no list says which distribution provides \"%s\"".formatted(name),
              "If it is a library, name its distribution in <requirementNames> or list it in"
                  + " requirements.txt; if it is your own module, add it to the sources."));
    }
  }

  private void report(SourceFile file, Span span, Target target) {
    if (target instanceof Target.Missing missing) {
      findings.add(
          Finding.of(
              Rule.UNKNOWN_IMPORT, Locations.in(file, span), missing.message(), missing.advice()));
    }
  }
}

package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.ImportAlternatives;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.requirements.InstalledDistributions;
import io.github.nanoservice.requirements.RequirementResolver;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Checks the imports of modules, whatever services they go to. */
public final class ImportChecks {
  private final SourceTree tree;
  private final RequirementResolver requirements;
  private final boolean carries;
  private final Set<String> unknown = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  /** The modules that findings are about, by the places of the findings. */
  private final SortedMap<Integer, String> unaccounted = new TreeMap<>();

  private ImportChecks(SourceTree tree, RequirementResolver requirements, boolean carries) {
    this.tree = tree;
    this.carries = carries;
    this.requirements = requirements;
  }

  /**
   * Reports imports that find nothing, or may be misspelt.
   *
   * @param files the modules that services contain or have definitions of
   * @param runs whether a function or class is part of a service
   * @param carries whether the format accepts whole modules, whose functions may raise ImportError
   * @param installed asked once, and only for modules that nothing accounts for
   */
  public static List<Finding> findings(
      SourceTree tree,
      RequirementResolver requirements,
      Collection<SourceFile> files,
      Predicate<Definition> runs,
      boolean carries,
      InstalledDistributions installed) {
    ImportChecks checks = new ImportChecks(tree, requirements, carries);
    files.forEach(file -> checks.check(file, runs));
    checks.advise(installed);
    return List.copyOf(checks.findings);
  }

  private void advise(InstalledDistributions installed) {
    if (unaccounted.isEmpty()) {
      return;
    }
    Map<String, InstalledDistributions.Release> releases =
        installed.providing(new TreeSet<>(unaccounted.values()));
    unaccounted.forEach(
        (place, module) ->
            Optional.ofNullable(releases.get(module))
                .ifPresent(
                    release ->
                        findings.set(place, findings.get(place).advising(release.advice(module)))));
  }

  private void check(SourceFile file, Predicate<Definition> runs) {
    file.module().imports().forEach(statement -> check(file, statement, false));
    file.module().functions().stream()
        .filter(function -> runs.test(new Definition.OfFunction(file, function)))
        .flatMap(function -> withoutAlternatives(function.imports()))
        .forEach(statement -> check(file, statement, true));
    // An import in a "try" or under TYPE_CHECKING may fail.
    file.module().statements().stream()
        .filter(statement -> statement.accepted())
        .filter(statement -> statement.kind() == Statement.Kind.CLASS_DEF)
        .filter(statement -> runs.test(new Definition.OfStatement(file, statement)))
        .flatMap(statement -> withoutAlternatives(statement.imports()))
        .forEach(statement -> check(file, statement, true));
  }

  /** Returns the imports without those that may fail, because others take their place. */
  private static Stream<Import> withoutAlternatives(List<Import> imports) {
    Set<Import> alternatives = ImportAlternatives.all(imports);
    return imports.stream().filter(statement -> !alternatives.contains(statement));
  }

  private void check(SourceFile file, Import statement, boolean inBody) {
    if (statement instanceof Import.OfModule of) {
      Target target = tree.imported(of);
      report(file, of.span(), inBody, target);
      if (target instanceof Target.OfLibrary) {
        checkLibrary(file, of.span(), inBody, of.module());
      }
      return;
    }
    Import.FromModule from = (Import.FromModule) statement;
    for (Import.Name name : from.names()) {
      Target target = tree.imported(file, from, name);
      report(file, name.span(), inBody, target);
      if (target instanceof Target.OfLibraryName library
          && library.module().equals(from.module())) {
        checkLibrary(file, from.span(), inBody, DottedNames.join(library.module(), library.name()));
      }
      if (inBody && from.level() > 0 && file.enclosingPackage().isEmpty()) {
        report(
            file,
            name.span(),
            true,
            new Target.Missing(
                "a relative import inside a function requires its module to be in a package",
                "Write the absolute module name without leading dots."));
      }
    }
  }

  /**
   * Reports each library once that left the standard library, or that may be a misspelt module of
   * the sources.
   */
  private void checkLibrary(SourceFile file, Span span, boolean inBody, String module) {
    String name = DottedNames.top(module);
    Optional<String> last = requirements.lastVersionWith(module);
    if (last.isPresent()) {
      if (unknown.add(name)) {
        findings.add(
            new Finding(
                Rule.REMOVED_MODULE,
                severity(inBody),
                Locations.in(file, span),
                "the standard library has no \"%s\" after Python %s".formatted(name, last.get()),
                requirements
                        .knownDistribution(module)
                        .map("Replace it, list %s among the project's requirements,"::formatted)
                        .orElse("Replace it,")
                    + " or set <pythonVersion> to %s.".formatted(last.get())));
      }
    } else if (requirements.isUnknown(module) && unknown.add(requirements.unknownName(module))) {
      unaccounted.put(findings.size(), requirements.unknownName(module));
      findings.add(
          Finding.of(
              Rule.UNKNOWN_DISTRIBUTION,
              Locations.in(file, span),
              (requirements.isElsewhere(module)
                      ? "the project gets the distribution of \"%s\" from a place that services"
                          + " cannot use"
                      : "no list says which distribution provides \"%s\"")
                  .formatted(requirements.unknownName(module)),
              suggestion(module)
                  + "If it is a library, name its distribution in <requirementNames> or list it in"
                  + " requirements.txt; if it is your own module, add it to the sources; if it may be"
                  + " missing, list it in <optionalImports>."));
    }
  }

  private String suggestion(String module) {
    List<String> own = tree.files().map(SourceFile::name).filter(name -> !name.isEmpty()).toList();
    return requirements
        .suggestion(module, own)
        .map("If you mean \"%s\", correct the name. "::formatted)
        .orElse("");
  }

  /** Python raises ImportError as it runs a body, and not before. */
  private Severity severity(boolean inBody) {
    return inBody && carries ? Severity.WARNING : Severity.ERROR;
  }

  private void report(SourceFile file, Span span, boolean inBody, Target target) {
    if (target instanceof Target.Missing missing) {
      findings.add(
          new Finding(
              Rule.UNKNOWN_IMPORT,
              severity(inBody),
              Locations.in(file, span),
              missing.message(),
              missing.advice()));
    }
  }
}

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
import java.util.Optional;
import java.util.Set;

/** Checks the names and imports of modules, whatever services they go to. */
public final class ModuleChecks {
  private final SourceTree tree;
  private final NameResolver resolver;
  private final RequirementResolver requirements;
  private final Set<String> unknown = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private ModuleChecks(SourceTree tree, NameResolver resolver, RequirementResolver requirements) {
    this.tree = tree;
    this.resolver = resolver;
    this.requirements = requirements;
  }

  /**
   * Reports imports that find nothing or may be misspelt, reserved names, and uses of a module that
   * a service cannot provide.
   *
   * @param served the functions whose uses are checked
   */
  public static List<Finding> findings(
      SourceTree tree,
      NameResolver resolver,
      RequirementResolver requirements,
      List<SourceFile> sources,
      List<Definition.OfFunction> served) {
    ModuleChecks checks = new ModuleChecks(tree, resolver, requirements);
    sources.forEach(checks::check);
    served.forEach(checks::checkUses);
    return List.copyOf(checks.findings);
  }

  private void check(SourceFile file) {
    file.module().imports().forEach(statement -> checkImport(file, statement, false));
    for (Function function : file.module().functions()) {
      checkName(file, function.name(), function.nameSpan());
      function.imports().forEach(statement -> checkImport(file, statement, true));
    }
    file.module().statements().stream()
        .filter(Statement::accepted)
        .map(statement -> new Definition.OfStatement(file, statement))
        .forEach(this::checkStatement);
    tree.scope(file).stars().forEach(star -> checkStar(file, star));
  }

  private void checkStatement(Definition.OfStatement definition) {
    SourceFile file = definition.file();
    Statement statement = definition.statement();
    Span head = Locations.head(definition);
    statement.binds().forEach(name -> checkName(file, name, head));
    // An import in a "try" or under TYPE_CHECKING may fail.
    if (statement.kind() == Statement.Kind.CLASS_DEF) {
      statement.imports().forEach(each -> checkImport(file, each, true));
    }
    checkUses(definition);
  }

  private void checkStar(SourceFile file, ModuleScope.Star star) {
    boolean refused =
        file.module().violations().stream()
            .anyMatch(violation -> violation.rule() == Rule.STAR_IMPORT);
    Optional<SourceFile> sibling = tree.base(file, star.statement()).flatMap(tree::file);
    if (refused) {
      return;
    }
    if (sibling.isEmpty()) {
      report(
          file, star, "the names that a library exports to 'import *' are known only at run time");
    } else if (sibling.get().module().exports().isEmpty()
        && !tree.scope(sibling.get()).all("__all__").isEmpty()) {
      report(
          file,
          star,
          "the names that it imports are computed, by __all__ of " + sibling.get().path());
    }
  }

  private void report(SourceFile file, ModuleScope.Star star, String message) {
    report(
        Rule.STAR_IMPORT, file, star.span(), message, "Import the names that the functions use.");
  }

  private void report(Rule rule, SourceFile file, Span span, String message, String advice) {
    findings.add(Finding.of(rule, Locations.in(file, span), message, advice));
  }

  private void checkImport(SourceFile file, Import statement, boolean inBody) {
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
      if (inBody) {
        checkBody(file, from, name, target);
      } else {
        checkName(file, name.alias().orElse(name.name()), name.span());
      }
    }
  }

  private void checkBody(SourceFile file, Import.FromModule from, Import.Name name, Target target) {
    if (from.level() > 0 && file.enclosingPackage().isEmpty()) {
      report(
          file,
          name.span(),
          new Target.Missing(
              "a relative import inside a function requires its module to be in a package",
              "Write the absolute module name without leading dots."));
      return;
    }
    String base = tree.base(file, from).orElse("");
    boolean throughSibling =
        target instanceof Target.OfModule of
                && !of.module().equals(DottedNames.join(base, name.name()))
            || target instanceof Target.OfLibrary
            || target instanceof Target.OfLibraryName library && !library.module().equals(base);
    if (throughSibling) {
      reportImported(file, name.span(), base, name.name(), target);
    }
  }

  /** Reports each library once that may be a misspelt module of the sources. */
  private void checkLibrary(SourceFile file, Span span, String module) {
    String name = DottedNames.top(module);
    if (requirements.isUnknown(module) && unknown.add(name)) {
      report(
          Rule.UNKNOWN_DISTRIBUTION,
          file,
          span,
          "no list says which distribution provides \"%s\"".formatted(name),
          "If it is a library, name its distribution in <requirementNames> or list it in"
              + " requirements.txt; if it is your own module, add it to the sources.");
    }
  }

  private void checkName(SourceFile file, String name, Span span) {
    if (ReservedNames.isModuleAttribute(name)) {
      report(
          Rule.MODULE_ATTRIBUTE,
          file,
          span,
          "\"%s\" is reserved: Python sets it on every module".formatted(name),
          "Use another name.");
    }
  }

  private void report(SourceFile file, Span span, Target target) {
    if (target instanceof Target.Missing missing) {
      report(Rule.UNKNOWN_IMPORT, file, span, missing.message(), missing.advice());
    }
  }

  private void checkUses(Definition definition) {
    for (ResolvedUse use : resolver.uses(definition)) {
      if (use.end() instanceof AttributeResolution.Imported end) {
        Span span = use.reference().span();
        reportImported(definition.file(), span, end.module(), end.name(), end.target());
      }
    }
  }

  private void reportImported(
      SourceFile file, Span span, String module, String name, Target target) {
    report(
        Rule.UNAVAILABLE_NAME,
        file,
        span,
        "\"%s\" is %s, but services can use only functions and variables through \"%s\""
            .formatted(DottedNames.join(module, name), target.describe(), module),
        "Import it at the top of this file, from the module that defines it.");
  }

  /**
   * A function that runs while a definition of its own module is evaluated, through that module.
   */
  public static Finding throughModule(
      Definition definition, ResolvedUse use, AttributeResolution.OfFunction end) {
    return Finding.of(
        Rule.UNAVAILABLE_NAME,
        Locations.of(definition, use),
        "\"%s\" runs while %s is being defined, but by then the module \"%s\" is incomplete"
            .formatted(end.name(), Locations.describe(definition), end.module()),
        "Write \"from %s import %s\" and use that name here.".formatted(end.module(), end.name()));
  }

  /** A definition that another one in the same file of a service needs at once by another name. */
  public static Finding underAnotherName(Definition definition, ResolvedUse use, String defined) {
    return Finding.of(
        Rule.UNAVAILABLE_NAME,
        Locations.of(definition, use),
        "\"%s\" is used while %s is being defined, but a service that has both names it \"%s\""
            .formatted(use.reference().name(), Locations.describe(definition), defined),
        "Import it under its own name.");
  }
}

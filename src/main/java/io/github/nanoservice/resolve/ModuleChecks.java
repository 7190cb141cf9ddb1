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

/** What is wrong with a module's names and imports, whatever service they go to. */
public final class ModuleChecks {
  private final SourceTree tree;
  private final NameResolver uses;
  private final RequirementResolver requirements;
  private final Set<String> guessed = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  public ModuleChecks(SourceTree tree, NameResolver uses, RequirementResolver requirements) {
    this.tree = tree;
    this.uses = uses;
    this.requirements = requirements;
  }

  /**
   * Every name and import that cannot be, or may not be what was meant, and every use of a module
   * that a service cannot serve.
   */
  public List<Finding> check(List<SourceFile> sources, List<Definition.OfFunction> served) {
    for (SourceFile file : sources) {
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
    served.forEach(this::checkUses);
    return findings;
  }

  private void checkStatement(Definition.OfStatement definition) {
    SourceFile file = definition.file();
    Statement statement = definition.statement();
    Span head = Locations.head(definition);
    statement.binds().forEach(name -> checkName(file, name, head));
    // What may be missing by the program's own account, or is never imported, is no mistake.
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
          file, star, "which names a library brings by 'import *' can be known only by running it");
    } else if (sibling.get().module().exports().isEmpty()
        && !tree.scope(sibling.get()).all("__all__").isEmpty()) {
      report(
          file, star, "which names it brings is computed, by __all__ of " + sibling.get().path());
    }
  }

  private void report(SourceFile file, ModuleScope.Star star, String message) {
    findings.add(
        Finding.of(
            Rule.STAR_IMPORT,
            Locations.in(file, star.span()),
            message,
            "Import by name what the functions use."));
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
              "a relative import in a function's body needs a package around its module",
              "Write the module's name without leading dots."));
      return;
    }
    String base = tree.base(file, from).orElse("");
    boolean throughSibling =
        target instanceof Target.OfModule of
                && !of.module().equals(DottedNames.join(base, name.name()))
            || target instanceof Target.OfLibrary
            || target instanceof Target.OfLibraryName library && !library.module().equals(base);
    if (throughSibling) {
      findings.add(elsewhere(file, name.span(), base, name.name(), target));
    }
  }

  /** Tells once of each library that a misspelt sibling would look like. */
  private void checkLibrary(SourceFile file, Span span, String module) {
    String name = DottedNames.top(module);
    if (requirements.guesses(module) && guessed.add(name)) {
      findings.add(
          Finding.of(
              Rule.GUESSED_DISTRIBUTION,
              Locations.in(file, span),
              "\"" + name + "\" is taken for the distribution of that name",
              "If another one brings it, name that in <requirementNames>; if it is a module of yours,"
                  + " put it among the sources."));
    }
  }

  private void checkName(SourceFile file, String name, Span span) {
    if (ReservedNames.isModuleAttribute(name)) {
      findings.add(
          Finding.of(
              Rule.MODULE_ATTRIBUTE,
              Locations.in(file, span),
              "\"" + name + "\" is what Python itself calls an attribute of every module",
              "Use another name."));
    }
  }

  private void report(SourceFile file, Span span, Target target) {
    if (target instanceof Target.Missing missing) {
      findings.add(
          Finding.of(
              Rule.UNKNOWN_IMPORT, Locations.in(file, span), missing.message(), missing.advice()));
    }
  }

  private void checkUses(Definition definition) {
    for (ResolvedUse use : uses.of(definition)) {
      if (use.target() instanceof Target.OfModule module
          && uses.reach(module, use.reference().attributes())
              instanceof NameResolver.Reach.Elsewhere other) {
        findings.add(
            elsewhere(
                definition.file(),
                use.reference().span(),
                other.module(),
                other.name(),
                other.target()));
      }
    }
  }

  private static Finding elsewhere(
      SourceFile file, Span span, String module, String name, Target target) {
    return Finding.of(
        Rule.UNREACHABLE,
        Locations.in(file, span),
        "\""
            + name
            + "\" of the module \""
            + module
            + "\" is "
            + target.says()
            + ", but a service has only the functions of that module",
        "Import it at the top of this file from where it comes from.");
  }

  /** A function that a definition needs at once, reached through the module they both are in. */
  public static Finding throughModule(
      Definition definition, ResolvedUse use, NameResolver.Reach.OfFunction function) {
    return Finding.of(
        Rule.UNREACHABLE,
        Locations.of(definition, use),
        "\""
            + function.name()
            + "\" has to run while "
            + Locations.says(definition)
            + " is defined, but then the module \""
            + function.module()
            + "\" is not complete",
        "Write \"from "
            + function.module()
            + " import "
            + function.name()
            + "\" and use that name here.");
  }

  /** A definition that another one in the same file of a service needs at once by another name. */
  public static Finding underAnotherName(Definition definition, ResolvedUse use, String defined) {
    return Finding.of(
        Rule.UNREACHABLE,
        Locations.of(definition, use),
        "\""
            + use.reference().name()
            + "\" is needed while "
            + Locations.says(definition)
            + " is defined, but in a service that has both it is called \""
            + defined
            + "\"",
        "Import it under the name that it has.");
  }
}

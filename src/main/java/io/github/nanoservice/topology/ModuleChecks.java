package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a module's names and imports, whatever service they go to. */
final class ModuleChecks {
  private final SourceTree tree;
  private final Roster roster;
  private final Uses uses;
  private final Requirements requirements;
  private final Set<String> guessed = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  ModuleChecks(SourceTree tree, Roster roster, Uses uses, Requirements requirements) {
    this.tree = tree;
    this.roster = roster;
    this.uses = uses;
    this.requirements = requirements;
  }

  /**
   * Every name and import that cannot be, or may not be what was meant, and every use of a module
   * that a service cannot serve.
   */
  List<Finding> check(List<SourceFile> sources) {
    for (SourceFile file : sources) {
      file.module().imports().forEach(statement -> checkImport(file, statement, false));
      for (Function function : file.module().functions()) {
        checkName(file, function.name(), function.nameSpan());
        function.imports().forEach(statement -> checkImport(file, statement, true));
      }
    }
    roster.endpoints().forEach(this::checkUses);
    return findings;
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
        checkLibrary(file, from.span(), Names.join(library.module(), library.name()));
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
        target instanceof Target.OfModule of && !of.module().equals(Names.join(base, name.name()))
            || target instanceof Target.OfLibrary
            || target instanceof Target.OfLibraryName library && !library.module().equals(base);
    if (throughSibling) {
      findings.add(elsewhere(file, name.span(), base, name.name(), target));
    }
  }

  /** Tells once of each library that a misspelt sibling would look like. */
  private void checkLibrary(SourceFile file, Span span, String module) {
    String name = Names.top(module);
    if (requirements.guesses(module) && guessed.add(name)) {
      findings.add(
          Finding.of(
              Rule.GUESSED_DISTRIBUTION,
              place(file, span),
              "\"" + name + "\" is taken for the distribution of that name",
              "If another one brings it, name that in <distributions>; if it is a module of yours,"
                  + " put it among the sources."));
    }
  }

  private void checkName(SourceFile file, String name, Span span) {
    if (ReservedNames.isModuleAttribute(name)) {
      findings.add(
          Finding.of(
              Rule.MODULE_ATTRIBUTE,
              place(file, span),
              "\"" + name + "\" is what Python itself calls an attribute of every module",
              "Use another name."));
    }
  }

  private void report(SourceFile file, Span span, Target target) {
    if (target instanceof Target.Missing missing) {
      findings.add(
          Finding.of(Rule.UNKNOWN_IMPORT, place(file, span), missing.message(), missing.advice()));
    }
  }

  private void checkUses(Endpoint endpoint) {
    for (Use use : uses.of(endpoint)) {
      if (use.target() instanceof Target.OfModule module) {
        Uses.Reach reach = uses.reach(module, use.reference().attributes());
        if (reach instanceof Uses.Reach.Elsewhere other) {
          findings.add(
              elsewhere(
                  endpoint.file(),
                  use.reference().span(),
                  other.module(),
                  other.name(),
                  other.target()));
        } else if (reach instanceof Uses.Reach.OfFunction function && use.runs()) {
          findings.add(throughModule(endpoint, use, function));
        }
      }
    }
  }

  private static Finding elsewhere(
      SourceFile file, Span span, String module, String name, Target target) {
    return Finding.of(
        Rule.UNREACHABLE,
        place(file, span),
        "\""
            + name
            + "\" of the module \""
            + module
            + "\" is "
            + target.says()
            + ", but a service has only the functions of that module",
        "Import it at the top of this file from where it comes from.");
  }

  /** A function that a definition needs at once, reached through its module. */
  static Finding throughModule(Endpoint endpoint, Use use, Uses.Reach.OfFunction function) {
    return Finding.of(
        Rule.UNREACHABLE,
        place(endpoint.file(), use.reference().span()),
        "\""
            + function.name()
            + "\" has to run while \""
            + endpoint.function().name()
            + "\" is defined, but the module \""
            + function.module()
            + "\" holds calls to services only",
        "Write \"from "
            + function.module()
            + " import "
            + function.name()
            + "\" and use that name here.");
  }

  private static Place place(SourceFile file, Span span) {
    return Place.InSource.of(file.path(), file.module().source(), span);
  }
}

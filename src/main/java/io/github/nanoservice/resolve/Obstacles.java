package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.python.Violation;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what prevents a service from containing only parts of a module: statements that cannot be
 * copied alone, and names that are known only at run time.
 */
public final class Obstacles {
  /** Python's import system sets them (language reference §5.4), and they describe the file. */
  private static final Set<String> FILE_ATTRIBUTES =
      Set.of("__file__", "__path__", "__spec__", "__loader__", "__package__", "__cached__");

  /** Built-in functions that read or bind any name of a module. */
  private static final Set<String> NAMESPACE_FUNCTIONS =
      Set.of("globals", "exec", "eval", "__import__");

  /** Built-in functions that do so at the top level only. */
  private static final Set<String> TOP_LEVEL_FUNCTIONS = Set.of("vars", "locals", "dir");

  /** Functions and modules of the standard library that find modules or files beside a module. */
  private static final Set<String> LOCATORS =
      Set.of(
          "importlib.import_module",
          "importlib.resources",
          "importlib.util.find_spec",
          "inspect.getmodule",
          "pkgutil",
          "sys.modules");

  private final SourceTree tree;
  private final NameResolver resolver;
  private final SourceFile file;
  private final List<Violation> found;

  private Obstacles(SourceTree tree, NameResolver resolver, SourceFile file) {
    this.tree = tree;
    this.resolver = resolver;
    this.file = file;
    this.found = new ArrayList<>(file.module().obstacles());
  }

  /** Returns the obstacles that every format reports, in source order. */
  public static List<Violation> of(SourceTree tree, NameResolver resolver, SourceFile file) {
    Obstacles obstacles = new Obstacles(tree, resolver, file);
    obstacles.find();
    return obstacles.sorted();
  }

  /**
   * Returns these and the uses of names that only a whole module has, in source order. They matter
   * if a module can be carried whole.
   */
  public static List<Violation> ofWhole(SourceTree tree, NameResolver resolver, SourceFile file) {
    Obstacles obstacles = new Obstacles(tree, resolver, file);
    obstacles.find();
    file.module().imports().forEach(obstacles::checkUnknown);
    obstacles.definitions().forEach(obstacles::checkWhole);
    return obstacles.sorted();
  }

  private List<Violation> sorted() {
    return found.stream()
        .sorted(Comparator.comparingInt(violation -> violation.span().start()))
        .toList();
  }

  private Stream<Definition> definitions() {
    Stream<Definition> functions =
        file.module().functions().stream()
            .map(function -> new Definition.OfFunction(file, function));
    Stream<Definition> statements =
        file.module().statements().stream()
            .filter(Statement::accepted)
            .map(statement -> new Definition.OfStatement(file, statement));
    return Stream.concat(functions, statements);
  }

  private void find() {
    file.module().imports().forEach(this::checkNames);
    for (Function function : file.module().functions()) {
      checkName(function.name(), function.nameSpan());
      function.imports().forEach(this::checkBody);
    }
    tree.scope(file).stars().forEach(this::checkStar);
    definitions().forEach(this::check);
  }

  private void check(Definition definition) {
    if (definition instanceof Definition.OfStatement of) {
      of.statement().binds().forEach(name -> checkName(name, Locations.head(of)));
      // An import in a "try" or under TYPE_CHECKING may fail.
      if (of.statement().kind() == Statement.Kind.CLASS_DEF) {
        of.statement().imports().forEach(this::checkBody);
      }
    }
    for (ResolvedUse use : resolver.uses(definition)) {
      if (use.end() instanceof AttributeResolution.Imported end) {
        reportImported(use.reference().span(), end.module(), end.name(), end.target());
      }
    }
  }

  private void checkNames(Import statement) {
    if (statement instanceof Import.FromModule from) {
      from.names().forEach(name -> checkName(name.alias().orElse(name.name()), name.span()));
    }
  }

  private void checkName(String name, Span span) {
    if (ReservedNames.isModuleAttribute(name)) {
      report(
          Rule.MODULE_ATTRIBUTE,
          span,
          "\"%s\" is reserved: Python sets it on every module".formatted(name),
          "Use another name.");
    }
  }

  private void checkStar(ModuleScope.Star star) {
    boolean reported =
        file.module().violations().stream()
            .anyMatch(violation -> violation.rule() == Rule.STAR_IMPORT);
    Optional<SourceFile> sibling = tree.base(file, star.statement()).flatMap(tree::file);
    if (reported) {
      return;
    }
    if (sibling.isEmpty()) {
      report(star, "the names that a library exports to 'import *' are known only at run time");
    } else if (sibling.get().module().exports().isEmpty()
        && !tree.scope(sibling.get()).all("__all__").isEmpty()) {
      report(star, "the names that it imports are computed, by __all__ of " + sibling.get().path());
    }
  }

  private void report(ModuleScope.Star star, String message) {
    report(Rule.STAR_IMPORT, star.span(), message, "Import the names that the functions use.");
  }

  private void checkBody(Import statement) {
    if (statement instanceof Import.FromModule from) {
      from.names().forEach(name -> checkBody(from, name, tree.imported(file, from, name)));
    }
  }

  private void checkBody(Import.FromModule from, Import.Name name, Target target) {
    if (from.level() > 0 && file.enclosingPackage().isEmpty()) {
      return;
    }
    String base = tree.base(file, from).orElse("");
    boolean throughSibling =
        target instanceof Target.OfModule of
                && !of.module().equals(DottedNames.join(base, name.name()))
            || target instanceof Target.OfLibrary
            || target instanceof Target.OfLibraryName library && !library.module().equals(base);
    if (throughSibling) {
      reportImported(name.span(), base, name.name(), target);
    }
  }

  private void reportImported(Span span, String module, String name, Target target) {
    report(
        Rule.UNAVAILABLE_NAME,
        span,
        "\"%s\" is %s, but services can use only functions and variables through \"%s\""
            .formatted(DottedNames.join(module, name), target.describe(), module),
        "Import it at the top of this file, from the module that defines it.");
  }

  private void checkUnknown(Import statement) {
    if (statement instanceof Import.FromModule from) {
      String module = tree.base(file, from).orElse("");
      for (Import.Name name : from.names()) {
        boolean isStar = name.name().equals("*");
        if (!isStar && tree.imported(file, from, name) instanceof Target.Refused) {
          dynamic(name.span(), module);
        }
      }
    }
  }

  private void checkWhole(Definition definition) {
    for (ResolvedUse use : resolver.uses(definition)) {
      if (use.end() instanceof AttributeResolution.Unknown unknown
          && tree.isIncomplete(unknown.module())) {
        dynamic(use.reference().span(), unknown.module());
      }
      Reference reference = use.reference();
      boolean atTop =
          definition instanceof Definition.OfStatement
              && reference.moment() == Reference.Moment.DEFINITION;
      if (use.target() instanceof Target.Unbound
          && (FILE_ATTRIBUTES.contains(reference.name())
              || NAMESPACE_FUNCTIONS.contains(reference.name())
              || atTop && TOP_LEVEL_FUNCTIONS.contains(reference.name()))) {
        needsWhole(reference.span(), reference.name());
      } else if (locates(use)) {
        needsWhole(reference.span(), use.libraryName());
      }
    }
    for (ResolvedImport each : resolver.imports(definition)) {
      if (each instanceof ResolvedImport.OfLibrary library && isLocator(library.name())) {
        needsWhole(Locations.head(definition), library.name());
      }
    }
  }

  private static boolean locates(ResolvedUse use) {
    return use.target().isLibrary() && isLocator(use.libraryName());
  }

  private static boolean isLocator(String name) {
    return LOCATORS.stream()
        .anyMatch(locator -> name.equals(locator) || name.startsWith(locator + "."));
  }

  private void dynamic(Span span, String module) {
    // A module that could not be read is an error of its own.
    if (!tree.isUnread(module)) {
      report(
          Rule.UNAVAILABLE_NAME,
          span,
          "the names of \"%s\" are known only at run time".formatted(module),
          "Bind them by plain statements at the top level of that module.");
    }
  }

  private void needsWhole(Span span, String name) {
    report(
        Rule.OTHER_STATEMENT,
        span,
        "\"%s\" may need more than this module's definitions, such as its file".formatted(name),
        "Move this use into a module of its own.");
  }

  private void report(Rule rule, Span span, String message, String advice) {
    found.add(new Violation(rule, span, message, advice));
  }
}

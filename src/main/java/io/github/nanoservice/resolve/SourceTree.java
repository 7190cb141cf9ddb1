package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules among the sources, as Python's import system would find them with the source
 * directory first on its path.
 */
public final class SourceTree {
  /** What binds names that nobody can tell without running it. */
  private static final Set<Rule> MAY_BIND = Set.of(Rule.STAR_IMPORT, Rule.OTHER_STATEMENT);

  private static final Set<String> CONTEXTS = Set.of("contextmanager", "asynccontextmanager");

  private final Map<String, SourceFile> files = new HashMap<>();
  private final Map<String, ModuleScope> scopes = new HashMap<>();
  private final Map<String, Set<String>> rebound = new HashMap<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> unread;
  private final Predicate<String> knownLibrary;

  /**
   * Takes the sources.
   *
   * @param unread dotted names of modules and packages that are there but not known
   * @param knownLibrary whether a dotted name is one of a library; it is asked where a directory
   *     without {@code __init__.py} may share its name with a namespace package (PEP 420)
   */
  public SourceTree(List<SourceFile> sources, Set<String> unread, Predicate<String> knownLibrary) {
    this.unread = unread;
    this.knownLibrary = knownLibrary;
    for (SourceFile file : sources) {
      // Of shop.py and shop/__init__.py Python takes the package.
      files.merge(file.name(), file, (one, other) -> one.isPackage() ? one : other);
      scopes.put(file.path(), new ModuleScope(file.module()));
      rebound.put(file.path(), rebound(file));
      addParents(file.name());
    }
    unread.forEach(this::addParents);
    Set<String> expanded = new HashSet<>();
    sources.forEach(file -> expandStars(file, expanded));
  }

  /** Binds what star imports bring, those of the modules they name first. */
  private void expandStars(SourceFile file, Set<String> expanded) {
    if (!expanded.add(file.path())) {
      return;
    }
    for (ModuleScope.Star star : scope(file).stars()) {
      base(file, star.statement())
          .flatMap(this::file)
          .ifPresent(
              sibling -> {
                expandStars(sibling, expanded);
                exported(sibling).forEach(name -> scope(file).bind(star, name));
              });
    }
  }

  /**
   * What {@code from m import *} brings (Python's reference, the import statement): the names of
   * {@code __all__}, or all that do not begin with an underscore.
   */
  private Collection<String> exported(SourceFile file) {
    return file.module()
        .exports()
        .orElseGet(
            () -> scope(file).names().stream().filter(name -> !name.startsWith("_")).toList());
  }

  private void addParents(String module) {
    for (String parent = DottedNames.parent(module);
        !parent.isEmpty() && packages.add(parent);
        parent = DottedNames.parent(parent)) {}
  }

  private static Set<String> rebound(SourceFile file) {
    return Stream.concat(
            file.module().functions().stream().map(Function::references),
            file.module().statements().stream().map(Statement::references))
        .flatMap(List::stream)
        .filter(reference -> reference.use() == Reference.Use.REBIND)
        .map(Reference::name)
        .collect(Collectors.toSet());
  }

  /** The names that some function of a file rebinds under {@code global}. */
  public Set<String> rebound(String path) {
    return rebound.get(path);
  }

  public ModuleScope scope(SourceFile file) {
    return scopes.get(file.path());
  }

  /** The file of a module; a package without {@code __init__.py} has none. */
  public Optional<SourceFile> file(String module) {
    return Optional.ofNullable(files.get(module));
  }

  /** Whether a module or package of that name is among the sources. */
  boolean contains(String module) {
    return files.containsKey(module) || packages.contains(module) || isUnread(module);
  }

  /** Whether a module, or a package it would be in, is there but not known. */
  private boolean isUnread(String module) {
    String unknown = module;
    while (!unknown.isEmpty() && !unread.contains(unknown)) {
      unknown = DottedNames.parent(unknown);
    }
    return !unknown.isEmpty();
  }

  /** What binds the name that a definition refers to; nothing where it is no name of its module. */
  Optional<ModuleScope.Entry> entry(Definition definition, Reference reference) {
    ModuleScope scope = scope(definition.file());
    return reference.moment() == Reference.Moment.DEFINITION
        ? scope.lastBefore(reference.name(), definition.span().start())
        : scope.last(reference.name());
  }

  /** The statements that give a variable its value, in source order. */
  public List<Definition.OfStatement> definitions(Target.OfVariable variable) {
    return scope(variable.file()).definitions(variable.name()).stream()
        .map(statement -> new Definition.OfStatement(variable.file(), statement))
        .toList();
  }

  /**
   * Whether what a function returns is of use only where the function is: a context manager, by the
   * decorators of {@code contextlib}.
   */
  public boolean isLocal(SourceFile file, Function function) {
    return function.references().stream()
        .filter(reference -> reference.span().start() < function.nameSpan().start())
        .anyMatch(reference -> makesContext(file, function, reference));
  }

  private boolean makesContext(SourceFile file, Function function, Reference decorator) {
    Optional<Target> target =
        scope(file)
            .lastBefore(decorator.name(), function.span().start())
            .map(entry -> target(file, decorator.name(), entry));
    if (target.filter(new Target.OfLibrary("contextlib")::equals).isPresent()) {
      return decorator.attributes().size() == 1 && CONTEXTS.contains(decorator.attributes().get(0));
    }
    return target.isPresent()
        && target.get() instanceof Target.OfLibraryName of
        && of.module().equals("contextlib")
        && CONTEXTS.contains(of.name());
  }

  /** The calls that a module makes for their effect alone, in source order. */
  public List<Definition.OfStatement> effects(SourceFile file) {
    return file.module().statements().stream()
        .filter(statement -> statement.accepted() && statement.callee().isPresent())
        .map(statement -> new Definition.OfStatement(file, statement))
        .toList();
  }

  /** What a name of a file's scope stands for by one of its entries. */
  public Target target(SourceFile file, String name, ModuleScope.Entry entry) {
    return target(file, name, entry, Set.of());
  }

  /** What a module has under a name: what it binds, else its submodule. */
  public Optional<Target> member(String module, String name) {
    return member(module, name, Set.of());
  }

  private Optional<Target> member(String module, String name, Set<String> asked) {
    String submodule = DottedNames.join(module, name);
    Optional<SourceFile> file = file(module);
    if (file.isPresent() && !asked.contains(submodule)) {
      Optional<ModuleScope.Entry> entry = scope(file.get()).last(name);
      if (entry.isPresent()) {
        Set<String> askedNow = new HashSet<>(asked);
        askedNow.add(submodule);
        return Optional.of(target(file.get(), name, entry.get(), askedNow));
      }
    }
    return contains(submodule) ? Optional.of(new Target.OfModule(submodule)) : Optional.empty();
  }

  private Target target(SourceFile file, String name, ModuleScope.Entry entry, Set<String> asked) {
    if (entry instanceof ModuleScope.Entry.OfFunction of) {
      return new Target.OfFunction(file, of.function());
    }
    if (entry instanceof ModuleScope.Entry.OfModule of) {
      return imported(of.statement());
    }
    if (entry instanceof ModuleScope.Entry.OfName of) {
      return imported(file, of.statement(), of.name(), asked);
    }
    return entry instanceof ModuleScope.Entry.OfStatement of && of.statement().accepted()
        ? new Target.OfVariable(file, name)
        : new Target.Refused();
  }

  /** What {@code import a.b} binds: {@code a}, or all of it where it has an alias. */
  public Target imported(Import.OfModule statement) {
    String module = statement.module();
    String bound = statement.alias().isPresent() ? module : DottedNames.top(module);
    if (contains(module)) {
      return new Target.OfModule(bound);
    }
    return isForeign(module) ? new Target.OfLibrary(bound) : missingModule(module);
  }

  /** What one name of a {@code from} import binds. */
  public Target imported(SourceFile file, Import.FromModule from, Import.Name name) {
    return imported(file, from, name, Set.of());
  }

  private Target imported(
      SourceFile file, Import.FromModule from, Import.Name name, Set<String> asked) {
    if (name.name().equals("*")) {
      return new Target.Refused();
    }
    Optional<String> base = base(file, from);
    if (base.isEmpty()) {
      return new Target.Missing(
          "this import leads out of the source directory",
          "Write the module's name from the source directory on, without leading dots.");
    }
    String module = base.get();
    if (isUnread(module)) {
      return new Target.Refused();
    }
    if (module.isEmpty() || contains(module)) {
      return member(module, name.name(), asked)
          .orElseGet(
              () -> {
                if (from.level() == 0 && isForeign(DottedNames.join(module, name.name()))) {
                  return new Target.OfLibraryName(module, name.name());
                }
                return isIncomplete(module)
                    ? new Target.Refused()
                    : missingName(module, name.name());
              });
    }
    return from.level() == 0 && isForeign(DottedNames.join(module, name.name()))
        ? new Target.OfLibraryName(module, name.name())
        : missingModule(module);
  }

  /**
   * The module that a {@code from} import names, absolute; nothing where its dots lead too far. The
   * source directory itself counts as a package here, for it may be one to its author.
   */
  public Optional<String> base(SourceFile file, Import.FromModule from) {
    if (from.level() == 0) {
      return Optional.of(from.module());
    }
    String start = file.enclosingPackage();
    for (int level = 1; level < from.level(); level++) {
      if (start.isEmpty()) {
        return Optional.empty();
      }
      start = DottedNames.parent(start);
    }
    return Optional.of(DottedNames.join(start, from.module()));
  }

  /** Whether nothing among the sources stands in front of a library's module. */
  private boolean isForeign(String module) {
    String top = DottedNames.top(module);
    return !contains(top) || !files.containsKey(top) && knownLibrary.test(module);
  }

  /** Whether a file may hold more than is known, for all of which it is refused already. */
  private boolean isIncomplete(String module) {
    return file(module).stream()
        .flatMap(file -> file.module().violations().stream())
        .map(violation -> violation.rule())
        .anyMatch(rule -> rule.isOfLanguage() || MAY_BIND.contains(rule));
  }

  private static Target.Missing missingModule(String module) {
    return new Target.Missing(
        "there is no module \"" + module + "\" among the sources",
        "Correct the name or add the file; if \""
            + module
            + "\" is a library, name what brings it in <requirementNames>.");
  }

  private Target.Missing missingName(String module, String name) {
    String where = file(module).map(SourceFile::path).orElse("the package \"" + module + "\"");
    return new Target.Missing(
        where + " has no \"" + name + "\"",
        "Correct the name, or define \"" + name + "\" in " + where + ".");
  }
}

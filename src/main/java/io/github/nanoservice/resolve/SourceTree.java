package io.github.nanoservice.resolve;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.python.Violation;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules among the sources, as Python's import system would find them with the source
 * directory first on its path.
 */
public final class SourceTree {
  /** Statements that may bind names which are known only at run time. */
  private static final Set<Rule> MAY_BIND = Set.of(Rule.STAR_IMPORT, Rule.OTHER_STATEMENT);

  private final Map<String, SourceFile> files = new HashMap<>();
  private final Map<String, ModuleScope> scopes = new HashMap<>();
  private final Map<String, Set<String>> rebound = new HashMap<>();
  private final Map<String, Map<String, Target>> membersByModule = new HashMap<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> unread;
  private final Predicate<String> knownLibrary;

  private SourceTree(Set<String> unread, Predicate<String> knownLibrary) {
    this.unread = unread;
    this.knownLibrary = knownLibrary;
  }

  /**
   * Reads the names of all modules.
   *
   * @param unread dotted names of modules and packages that exist but could not be read
   * @param knownLibrary whether a dotted name belongs to a library; asked where a directory without
   *     {@code __init__.py} may share its name with a namespace package (PEP 420)
   */
  public static SourceTree of(
      List<SourceFile> sources, Set<String> unread, Predicate<String> knownLibrary) {
    SourceTree tree = new SourceTree(unread, knownLibrary);
    sources.forEach(tree::add);
    unread.forEach(tree::addParents);
    Set<String> expanded = new HashSet<>();
    sources.forEach(file -> tree.expandStars(file, expanded));
    return tree;
  }

  private void add(SourceFile file) {
    // Of shop.py and shop/__init__.py Python imports the package.
    files.merge(file.name(), file, (one, other) -> one.isPackage() ? one : other);
    scopes.put(file.path(), ModuleScope.of(file.module()));
    rebound.put(file.path(), rebound(file));
    addParents(file.name());
  }

  /** Binds the names of star imports, in the modules they name first. */
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
                scopes.put(file.path(), scope(file).with(star, exported(sibling)));
              });
    }
  }

  /**
   * The names that {@code from m import *} binds (language reference §7.11): those in {@code
   * __all__}, or all that do not start with an underscore.
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

  /** All files that a module name leads to, in no order. */
  public Stream<SourceFile> files() {
    return files.values().stream();
  }

  /** Whether a module belongs to a library. */
  public boolean isLibrary(String module) {
    return !module.isEmpty() && isForeign(module);
  }

  /** Whether the sources have a module or package of that name. */
  boolean contains(String module) {
    return files.containsKey(module) || packages.contains(module) || isUnread(module);
  }

  /** Whether a module, or a package around it, exists but could not be read. */
  boolean isUnread(String module) {
    String unknown = module;
    while (!unknown.isEmpty() && !unread.contains(unknown)) {
      unknown = DottedNames.parent(unknown);
    }
    return !unknown.isEmpty();
  }

  /** What binds the name that a definition refers to; empty if its module does not bind it. */
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

  /** The statements of a module that run in every service with a part of it, in source order. */
  public List<Definition.OfStatement> effects(SourceFile file) {
    return file.module().statements().stream()
        .filter(statement -> statement.role() == Statement.Role.EFFECT)
        .map(statement -> new Definition.OfStatement(file, statement))
        .toList();
  }

  /** What a name of a file stands for by one of its bindings. */
  public Target target(SourceFile file, String name, ModuleScope.Entry entry) {
    return target(file, name, entry, Set.of());
  }

  /** What the names that a module binds stand for, by name; of a package without a file nothing. */
  Map<String, Target> members(String module) {
    return membersByModule.computeIfAbsent(module, key -> membersOf(module));
  }

  /** The functions among the members of a module, by name. */
  public Map<String, Target.OfFunction> functions(String module) {
    return members(module).entrySet().stream()
        .filter(member -> member.getValue() instanceof Target.OfFunction)
        .collect(Collectors.toMap(Map.Entry::getKey, each -> (Target.OfFunction) each.getValue()));
  }

  /**
   * The functions of the sources that a module may import under a name, if the last statement that
   * binds it imports it in an {@code if} or a {@code try}: which branch runs is known only when the
   * module runs, and an import before it may be the one that counts. Empty if the module defines a
   * function of that name too.
   */
  public List<Target.OfFunction> possibleFunctions(String module, String name) {
    Set<Target.OfFunction> found = new LinkedHashSet<>();
    for (SourceFile file : file(module).stream().toList()) {
      List<ModuleScope.Entry> entries = scope(file).all(name);
      if (entries.stream().anyMatch(ModuleScope.Entry.OfFunction.class::isInstance)
          || !(scope(file).last(name).orElse(null) instanceof ModuleScope.Entry.OfStatement last)
          || importedAs(last.statement().imports(), name).findAny().isEmpty()) {
        continue;
      }
      for (ModuleScope.Entry entry : entries) {
        if (entry instanceof ModuleScope.Entry.OfName of) {
          found.addAll(importedFunctions(file, List.of(of.statement()), name));
        } else if (entry instanceof ModuleScope.Entry.OfStatement of) {
          found.addAll(importedFunctions(file, of.statement().imports(), name));
        }
      }
    }
    return List.copyOf(found);
  }

  /** The functions of the sources that imports of a file bind a name to. */
  private List<Target.OfFunction> importedFunctions(
      SourceFile file, List<Import> imports, String name) {
    return importedAs(imports, name)
        .flatMap(
            from ->
                from.names().stream()
                    .filter(each -> isNamed(each, name))
                    .map(each -> imported(file, from, each)))
        .filter(Target.OfFunction.class::isInstance)
        .map(Target.OfFunction.class::cast)
        .toList();
  }

  private static Stream<Import.FromModule> importedAs(List<Import> imports, String name) {
    return imports.stream()
        .filter(Import.FromModule.class::isInstance)
        .map(Import.FromModule.class::cast)
        .filter(from -> from.names().stream().anyMatch(each -> isNamed(each, name)));
  }

  private static boolean isNamed(Import.Name imported, String name) {
    return imported.alias().orElse(imported.name()).equals(name);
  }

  private Map<String, Target> membersOf(String module) {
    Map<String, Target> members = new TreeMap<>();
    for (SourceFile file : file(module).stream().toList()) {
      for (String name : scope(file).names()) {
        member(module, name).ifPresent(target -> members.put(name, target));
      }
    }
    return Collections.unmodifiableMap(members);
  }

  /** What a module has under a name: what it binds, else its submodule. */
  Optional<Target> member(String module, String name) {
    return member(module, name, Set.of());
  }

  private Optional<Target> member(String module, String name, Set<String> asked) {
    String submodule = DottedNames.join(module, name);
    Optional<SourceFile> file = file(module);
    if (file.isPresent() && !asked.contains(submodule)) {
      List<ModuleScope.Entry> entries = scope(file.get()).all(name);
      Set<String> askedNow = new HashSet<>(asked);
      askedNow.add(submodule);
      Optional<Target> missing = Optional.empty();
      // If the last import is one of a cycle, the name keeps its earlier binding.
      for (int i = entries.size() - 1; i >= 0; i--) {
        Target target = target(file.get(), name, entries.get(i), askedNow);
        if (!(target instanceof Target.Missing)) {
          return Optional.of(target);
        }
        missing = missing.or(() -> Optional.of(target));
      }
      if (missing.isPresent()) {
        return missing;
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

  /** What {@code import a.b} binds: {@code a}, or {@code a.b} if the statement has an alias. */
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
          "the dots of this import lead out of the source directory",
          "Write the absolute module name without leading dots.");
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
                return isIncomplete(module) || ReservedNames.isImplicit(name.name())
                    ? new Target.Refused()
                    : missingName(module, name.name());
              });
    }
    return from.level() == 0 && isForeign(DottedNames.join(module, name.name()))
        ? new Target.OfLibraryName(module, name.name())
        : missingModule(module);
  }

  /**
   * The absolute name of the module in a {@code from} import; empty if its dots lead out of the
   * source directory. The source directory itself counts as a package.
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

  /** Whether a module belongs to a library, so that nothing in the sources shadows it. */
  private boolean isForeign(String module) {
    String top = DottedNames.top(module);
    return !contains(top) || !files.containsKey(top) && knownLibrary.test(module);
  }

  /** Whether a module may bind names that only its execution reveals. */
  boolean isIncomplete(String module) {
    return isUnread(module) || file(module).filter(SourceTree::mayBindMore).isPresent();
  }

  private static boolean mayBindMore(SourceFile file) {
    Module module = file.module();
    // PEP 562: __getattr__ provides names that the module does not bind.
    return Stream.concat(module.violations().stream(), module.obstacles().stream())
            .map(Violation::rule)
            .anyMatch(rule -> rule.isOfLanguage() || MAY_BIND.contains(rule))
        || module.functions().stream().anyMatch(each -> each.name().equals("__getattr__"));
  }

  private static Target.Missing missingModule(String module) {
    return new Target.Missing(
        "there is no module \"%s\" in the sources".formatted(module),
        "Correct the name or add the file; if \"%s\" is a library, map it in <requirementNames>."
            .formatted(module));
  }

  private Target.Missing missingName(String module, String name) {
    String where = file(module).map(SourceFile::path).orElse("the package \"" + module + "\"");
    return new Target.Missing(
        "%s does not define \"%s\"".formatted(where, name),
        "Correct the name, or define \"%s\" in %s.".formatted(name, where));
  }
}

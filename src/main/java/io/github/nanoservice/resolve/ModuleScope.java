package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a module binds at its top level.
 *
 * @param entries the bindings of each name, in source order
 * @param definitions the statements that define each name, in source order
 * @param stars the star imports, in source order
 * @param futures the {@code __future__} features the module is compiled with, sorted
 */
public record ModuleScope(
    Map<String, List<Entry>> entries,
    Map<String, List<Statement>> definitions,
    List<Star> stars,
    Set<String> futures) {
  private static final String FUTURE = "__future__";

  /** One binding of a name. */
  public sealed interface Entry {
    /** Offset of the statement, or of the name in it, in the source. */
    int at();

    /** A function. */
    record OfFunction(Function function, int at) implements Entry {}

    /**
     * {@code import a.b}.
     *
     * @param index which of the module's imports it is; {@code import a, b} is two in one place
     */
    record OfModule(Import.OfModule statement, int index, int at) implements Entry {}

    /**
     * One name of {@code from m import a, b}.
     *
     * @param index which of the module's imports it is in
     */
    record OfName(Import.FromModule statement, Import.Name name, int index, int at)
        implements Entry {}

    /** Any other statement, within the format or not. */
    record OfStatement(Statement statement, int at) implements Entry {}
  }

  /**
   * {@code from m import *}.
   *
   * @param index which of the module's imports it is
   */
  public record Star(Import.FromModule statement, int index) {
    Span span() {
      return statement.names().get(0).span();
    }
  }

  /** Makes views that cannot be changed. */
  public ModuleScope {
    entries = Collections.unmodifiableMap(entries);
    definitions = Collections.unmodifiableMap(definitions);
    stars = List.copyOf(stars);
    futures = Collections.unmodifiableSet(futures);
  }

  /** The names of a module, without those that star imports bring. */
  static ModuleScope of(Module module) {
    Map<String, List<Entry>> entries = new HashMap<>();
    Map<String, List<Statement>> definitions = new HashMap<>();
    List<Star> stars = new ArrayList<>();
    Set<String> futures = new TreeSet<>();
    for (Function function : module.functions()) {
      add(entries, function.name(), new Entry.OfFunction(function, function.span().start()));
    }
    for (int i = 0; i < module.imports().size(); i++) {
      Import statement = module.imports().get(i);
      if (statement instanceof Import.OfModule of) {
        String name = of.alias().orElse(DottedNames.top(of.module()));
        add(entries, name, new Entry.OfModule(of, i, of.span().start()));
      } else if (statement instanceof Import.FromModule from) {
        for (Import.Name name : from.names()) {
          if (name.name().equals("*")) {
            stars.add(new Star(from, i));
          } else if (from.level() == 0 && from.module().equals(FUTURE)) {
            futures.add(name.name());
          } else {
            Entry entry = new Entry.OfName(from, name, i, name.span().start());
            add(entries, name.alias().orElse(name.name()), entry);
          }
        }
      }
    }
    List<Statement> accepted = new ArrayList<>();
    for (Statement statement : module.statements()) {
      if (runs(statement)) {
        Entry entry = new Entry.OfStatement(statement, statement.span().start());
        bound(statement).forEach(name -> add(entries, name, entry));
        if (statement.accepted()) {
          accepted.add(statement);
        }
      }
    }
    SharedValues shared = SharedValues.of(accepted);
    for (Statement statement : accepted) {
      defined(statement, shared).forEach(name -> add(definitions, name, statement));
    }
    entries.replaceAll((name, all) -> sorted(all));
    definitions.replaceAll((name, all) -> List.copyOf(all));
    return new ModuleScope(entries, definitions, stars, futures);
  }

  private static <T> void add(Map<String, List<T>> lists, String name, T element) {
    lists.computeIfAbsent(name, key -> new ArrayList<>(1)).add(element);
  }

  private static List<Entry> sorted(List<Entry> entries) {
    return entries.stream().sorted(Comparator.comparingInt(Entry::at)).toList();
  }

  /** This scope with the names that one of its star imports brings. */
  ModuleScope with(Star star, Collection<String> names) {
    Map<String, List<Entry>> all = new HashMap<>(entries);
    for (String name : names) {
      Import.Name imported = new Import.Name(name, Optional.empty(), star.span());
      List<Entry> bindings = new ArrayList<>(all(name));
      bindings.add(new Entry.OfName(star.statement(), imported, star.index(), star.span().start()));
      all.put(name, sorted(bindings));
    }
    return new ModuleScope(all, definitions, stars, futures);
  }

  /** Whether importing the module runs the statement. */
  private static boolean runs(Statement statement) {
    return statement.kind() != Statement.Kind.TYPE_CHECKING
        && statement.kind() != Statement.Kind.MAIN_GUARD;
  }

  /** The names that a statement gives a value. */
  static Set<String> bound(Statement statement) {
    return statement.kind() == Statement.Kind.DELETE ? Set.of() : statement.binds();
  }

  /** The names that a statement binds, and those whose values it changes. */
  private static Set<String> defined(Statement statement, SharedValues shared) {
    Set<String> names = new LinkedHashSet<>(bound(statement));
    for (Reference reference : statement.references()) {
      if (reference.changesAtDefinition()) {
        names.add(reference.name());
        names.addAll(shared.with(reference.name()));
      }
    }
    return names;
  }

  /** What a name means once the module has run: its last binding. */
  public Optional<Entry> last(String name) {
    return lastBefore(name, Integer.MAX_VALUE);
  }

  /** What a name means while the module runs, at an offset of its source. */
  Optional<Entry> lastBefore(String name, int offset) {
    Entry found = null;
    for (Entry entry : all(name)) {
      if (entry.at() < offset) {
        found = entry;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Every binding of a name, in source order. */
  public List<Entry> all(String name) {
    return entries.getOrDefault(name, List.of());
  }

  /** The modules below another one that the module imports under a name, in source order. */
  List<String> submodules(String name, String module) {
    return all(name).stream()
        .filter(Entry.OfModule.class::isInstance)
        .map(entry -> ((Entry.OfModule) entry).statement().module())
        .filter(imported -> imported.startsWith(module + "."))
        .toList();
  }

  /**
   * Every accepted statement that binds a name or changes its value, in source order. All of them
   * are needed to define the name.
   */
  List<Statement> definitions(String name) {
    return definitions.getOrDefault(name, List.of());
  }

  /** All names bound, sorted. */
  public Set<String> names() {
    return new TreeSet<>(entries.keySet());
  }
}

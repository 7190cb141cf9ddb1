package io.github.nanoservice.resolve;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that a module binds at its top level, and where. */
public final class ModuleScope {
  private static final String FUTURE = "__future__";
  private final Map<String, List<Entry>> entries = new HashMap<>();
  private final Map<String, List<Statement>> definitions = new HashMap<>();
  private final List<Star> stars = new ArrayList<>();
  private final Set<String> futures = new TreeSet<>();

  /** One binding of a name. */
  public sealed interface Entry {
    /** Offset of the statement in its source. */
    int at();

    record OfFunction(Function function) implements Entry {
      @Override
      public int at() {
        return function.span().start();
      }
    }

    /**
     * {@code import a.b}.
     *
     * @param index which of the module's imports it is; {@code import a, b} is two in one place
     */
    record OfModule(Import.OfModule statement, int index) implements Entry {
      @Override
      public int at() {
        return statement.span().start();
      }
    }

    /**
     * One name of {@code from m import a, b}.
     *
     * @param index which of the module's imports it is in
     */
    record OfName(Import.FromModule statement, Import.Name name, int index) implements Entry {
      @Override
      public int at() {
        return name.span().start();
      }
    }

    /** Any other statement; one outside of the format the decomposer has refused. */
    record OfStatement(Statement statement) implements Entry {
      @Override
      public int at() {
        return statement.span().start();
      }
    }
  }

  /**
   * {@code from m import *}.
   *
   * @param index which of the module's imports it is
   */
  record Star(Import.FromModule statement, int index) {
    Span span() {
      return statement.names().get(0).span();
    }
  }

  ModuleScope(Module module) {
    for (Function function : module.functions()) {
      bind(function.name(), new Entry.OfFunction(function));
    }
    List<Import> imports = module.imports();
    for (int i = 0; i < imports.size(); i++) {
      if (imports.get(i) instanceof Import.OfModule of) {
        bind(of.alias().orElse(DottedNames.top(of.module())), new Entry.OfModule(of, i));
      } else if (imports.get(i) instanceof Import.FromModule from) {
        bind(from, i);
      }
    }
    for (Statement statement : module.statements()) {
      if (runs(statement)) {
        bound(statement).forEach(name -> bind(name, new Entry.OfStatement(statement)));
        if (statement.accepted()) {
          defined(statement).forEach(name -> define(name, statement));
        }
      }
    }
    entries.values().forEach(list -> list.sort(Comparator.comparingInt(Entry::at)));
  }

  /** Whether an import of the module runs what a statement holds. */
  private static boolean runs(Statement statement) {
    return statement.kind() != Statement.Kind.TYPE_CHECKING
        && statement.kind() != Statement.Kind.MAIN_GUARD;
  }

  /** The names that a statement gives a value; one that is deleted has had it by then. */
  private static Set<String> bound(Statement statement) {
    return statement.kind() == Statement.Kind.DELETE ? Set.of() : statement.binds();
  }

  /** The names that a statement binds, and those whose values it changes. */
  private static Set<String> defined(Statement statement) {
    Set<String> names = new LinkedHashSet<>(bound(statement));
    for (Reference reference : statement.references()) {
      if (reference.moment() == Reference.Moment.DEFINITION
          && reference.use() == Reference.Use.CHANGE) {
        names.add(reference.name());
      }
    }
    return names;
  }

  private void define(String name, Statement statement) {
    definitions.computeIfAbsent(name, key -> new ArrayList<>(1)).add(statement);
  }

  /** Binds a name by a star import, which says nothing of it itself. */
  void bind(Star star, String name) {
    Import.Name imported = new Import.Name(name, Optional.empty(), star.span());
    List<Entry> all = entries.computeIfAbsent(name, key -> new ArrayList<>(1));
    all.add(new Entry.OfName(star.statement(), imported, star.index()));
    all.sort(Comparator.comparingInt(Entry::at));
  }

  private void bind(Import.FromModule from, int index) {
    for (Import.Name name : from.names()) {
      if (name.name().equals("*")) {
        stars.add(new Star(from, index));
      } else if (from.level() == 0 && from.module().equals(FUTURE)) {
        futures.add(name.name());
      } else {
        bind(name.alias().orElse(name.name()), new Entry.OfName(from, name, index));
      }
    }
  }

  private void bind(String name, Entry entry) {
    entries.computeIfAbsent(name, key -> new ArrayList<>(1)).add(entry);
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

  /**
   * Every accepted statement that binds a name or changes what it is bound to, in source order:
   * only all of them give its value.
   */
  List<Statement> definitions(String name) {
    return definitions.getOrDefault(name, List.of());
  }

  /** The star imports, in source order. */
  List<Star> stars() {
    return stars;
  }

  /** All names bound, sorted. */
  public Set<String> names() {
    return new TreeSet<>(entries.keySet());
  }

  /** The {@code __future__} features the module is compiled under, sorted. */
  public Set<String> futures() {
    return futures;
  }
}

package io.github.nanoservice.topology;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Import;
import io.github.nanoservice.python.Module;
import io.github.nanoservice.python.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names that a module binds at its top level, and where. */
final class Scope {
  private static final String FUTURE = "__future__";
  private final Map<String, List<Entry>> entries = new HashMap<>();
  private final Set<String> futures = new TreeSet<>();

  /** One binding of a name. */
  sealed interface Entry {
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

    /** A statement outside of the format, which the decomposer has refused. */
    record OfStatement(Statement statement) implements Entry {
      @Override
      public int at() {
        return statement.span().start();
      }
    }
  }

  Scope(Module module) {
    for (Function function : module.functions()) {
      bind(function.name(), new Entry.OfFunction(function));
    }
    List<Import> imports = module.imports();
    for (int i = 0; i < imports.size(); i++) {
      if (imports.get(i) instanceof Import.OfModule of) {
        bind(of.alias().orElse(Names.top(of.module())), new Entry.OfModule(of, i));
      } else if (imports.get(i) instanceof Import.FromModule from) {
        bind(from, i);
      }
    }
    for (Statement statement : module.statements()) {
      statement.binds().forEach(name -> bind(name, new Entry.OfStatement(statement)));
    }
    entries.values().forEach(list -> list.sort(Comparator.comparingInt(Entry::at)));
  }

  private void bind(Import.FromModule from, int index) {
    for (Import.Name name : from.names()) {
      if (from.level() == 0 && from.module().equals(FUTURE)) {
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
  Optional<Entry> last(String name) {
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
  List<Entry> all(String name) {
    return entries.getOrDefault(name, List.of());
  }

  /** All names bound, sorted. */
  Set<String> names() {
    return new TreeSet<>(entries.keySet());
  }

  /** The {@code __future__} features the module is compiled under, sorted. */
  Set<String> futures() {
    return futures;
  }
}

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

    record OfModule(Import.OfModule statement) implements Entry {
      @Override
      public int at() {
        return statement.span().start();
      }
    }

    record OfName(Import.FromModule statement, Import.Name name) implements Entry {
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
    for (Import statement : module.imports()) {
      if (statement instanceof Import.OfModule of) {
        bind(of.alias().orElse(Names.top(of.module())), new Entry.OfModule(of));
      } else if (statement instanceof Import.FromModule from) {
        bind(from);
      }
    }
    for (Statement statement : module.statements()) {
      statement.binds().forEach(name -> bind(name, new Entry.OfStatement(statement)));
    }
    entries.values().forEach(list -> list.sort(Comparator.comparingInt(Entry::at)));
  }

  private void bind(Import.FromModule from) {
    for (Import.Name name : from.names()) {
      if (from.level() == 0 && from.module().equals(FUTURE)) {
        futures.add(name.name());
      } else {
        bind(name.alias().orElse(name.name()), new Entry.OfName(from, name));
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

package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.python.Statement;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names of a module whose values may be one object, or parts of one: a statement that changes
 * one of them in place changes the others. After {@code for row in ROWS: row.append(0)}, a change
 * of {@code row} is a change of {@code ROWS}.
 *
 * @param sources the names that the value of each name may come from
 */
record SharedValues(Map<String, Set<String>> sources) {
  SharedValues {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }

  /**
   * Finds them in the statements of a module.
   *
   * @param statements in source order
   */
  static SharedValues of(List<Statement> statements) {
    Set<String> variables = new HashSet<>();
    statements.forEach(statement -> variables.addAll(ModuleScope.bound(statement)));
    Map<String, Set<String>> sources = new HashMap<>();
    for (Statement statement : statements) {
      Set<String> used = used(statement, variables);
      for (String name : ModuleScope.bound(statement)) {
        Set<String> all = sources.computeIfAbsent(name, key -> new TreeSet<>());
        all.addAll(used);
      }
    }
    return new SharedValues(sources);
  }

  /** The variables that the values which a statement binds may come from. */
  private static Set<String> used(Statement statement, Set<String> variables) {
    Set<String> used = new HashSet<>();
    boolean calls = false;
    for (Reference reference : statement.references()) {
      if (reference.moment() == Reference.Moment.DEFINITION) {
        boolean isVariable = variables.contains(reference.name());
        calls |=
            reference.use() == Reference.Use.CALL
                && (reference.attributes().isEmpty() || !isVariable);
        if (isVariable) {
          used.add(reference.name());
        }
      }
    }
    boolean shares =
        switch (statement.kind()) {
          // What a function returns is nearly always new.
          case ASSIGN, ANN_ASSIGN -> !calls;
          case FOR, WHILE, IF, WITH, MATCH, TRY, IMPORT_FALLBACK -> true;
          default -> false;
        };
    if (!shares) {
      return Set.of();
    }
    used.addAll(ModuleScope.bound(statement));
    return used;
  }

  /** The names whose values a change of one may change, perhaps with the name itself. */
  Set<String> with(String name) {
    Set<String> found = new TreeSet<>();
    Deque<String> pending = new ArrayDeque<>(List.of(name));
    while (!pending.isEmpty()) {
      for (String source : sources.getOrDefault(pending.pop(), Set.of())) {
        if (found.add(source)) {
          pending.add(source);
        }
      }
    }
    return found;
  }
}

package io.github.nanoservice.python;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that a function binds, and to what, as far as that is known. */
final class LocalScope {
  private enum Kind {
    MODULE,
    FUNCTION,
    CLASS
  }

  private final Kind kind;
  private final LocalScope outer;
  private final Map<Integer, Optional<List<Form>>> bindings = new HashMap<>();

  private LocalScope(Kind kind, LocalScope outer) {
    this.kind = kind;
    this.outer = outer;
  }

  static LocalScope ofModule() {
    return new LocalScope(Kind.MODULE, null);
  }

  LocalScope function() {
    return new LocalScope(Kind.FUNCTION, this);
  }

  LocalScope classBody() {
    return new LocalScope(Kind.CLASS, this);
  }

  boolean isFunction() {
    return kind == Kind.FUNCTION;
  }

  /** Whether it is the scope of a function at the top level of a module. */
  boolean isOutermost() {
    return kind == Kind.FUNCTION && outer.kind == Kind.MODULE;
  }

  /** Binds a name to a value of one of some forms; none if the value may be anything. */
  void bind(int name, List<Form> forms) {
    if (forms.isEmpty() || bindings.containsKey(name)) {
      bindings.put(name, Optional.empty());
    } else {
      bindings.put(name, Optional.of(forms));
    }
  }

  /** Binds a name to anything; the scopes around may share it by {@code nonlocal}. */
  void bindAnything(int name) {
    for (LocalScope scope = this; scope != null; scope = scope.outer) {
      if (scope == this || scope.bindings.containsKey(name)) {
        scope.bindings.put(name, Optional.empty());
      }
    }
  }

  /** The innermost function that binds a name. */
  Optional<LocalScope> owner(int name) {
    for (LocalScope scope = this; scope != null; scope = scope.outer) {
      if (scope.kind == Kind.FUNCTION && scope.bindings.containsKey(name)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }

  /** The form of the only value of a name that it binds, if that is known. */
  Optional<Form> only(int name) {
    return bindings.get(name).filter(forms -> forms.size() == 1).map(forms -> forms.get(0));
  }
}

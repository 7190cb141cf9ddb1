package io.github.nanoservice.python;

import java.util.Arrays;

/**
 * Checks what CPython's {@code symtable} checks at the end of a scope: what is declared {@code
 * global} or {@code nonlocal}, and what a comprehension binds with {@code :=}.
 */
final class ScopeRules {
  /** The flags of uses that belong to another scope. */
  static final int NOT_OWN =
      UnresolvedNames.NESTED | UnresolvedNames.GLOBAL | UnresolvedNames.ANNOTATION;

  private final NameTable names;
  private final UnresolvedNames uses;
  private final Bindings bindings;
  private final Declarations declarations;
  private final SyntaxMessages errors;

  /** The {@code nonlocal} names of closed scopes that no scope around them has bound yet. */
  private final Declarations unbound = new Declarations();

  /** For each name, the serial number of the check that marked it last, and with which number. */
  private int[] markedIn = new int[0];

  private int[] marks = new int[0];
  private int serial;

  ScopeRules(
      NameTable names,
      UnresolvedNames uses,
      Bindings bindings,
      Declarations declarations,
      SyntaxMessages errors) {
    this.names = names;
    this.uses = uses;
    this.bindings = bindings;
    this.declarations = declarations;
    this.errors = errors;
  }

  private void beginMarks() {
    serial++;
    if (markedIn.length < names.size()) {
      markedIn = Arrays.copyOf(markedIn, names.size() * 2);
      marks = Arrays.copyOf(marks, names.size() * 2);
    }
  }

  private void mark(int name, int with) {
    markedIn[name] = serial;
    marks[name] = with;
  }

  private boolean isMarked(int name) {
    return markedIn[name] == serial;
  }

  /**
   * Checks the scope of a comprehension that is about to close.
   *
   * @param around the kind of the scope that evaluates it
   * @param mangling what private names in it contain; empty outside of a class
   */
  void requireComprehension(int firstBinding, Scopes.Kind around, String mangling) {
    int walrus = firstWalrus(firstBinding);
    if (walrus == bindings.size()) {
      return;
    }
    beginMarks();
    for (int i = firstBinding; i < bindings.size(); i++) {
      if (!bindings.has(i, Bindings.WALRUS)) {
        mark(bindings.name(i), i);
      }
    }
    String start = "_" + mangling + "__";
    for (int i = walrus; i < bindings.size(); i++) {
      if (bindings.has(i, Bindings.WALRUS)) {
        // CPython does not compare names that it mangles.
        boolean mangled = !mangling.isEmpty() && names.name(bindings.name(i)).startsWith(start);
        requireWalrus(i, around, !mangled);
      }
    }
  }

  private int firstWalrus(int firstBinding) {
    int i = firstBinding;
    while (i < bindings.size() && !bindings.has(i, Bindings.WALRUS)) {
      i++;
    }
    return i;
  }

  private void requireWalrus(int binding, Scopes.Kind around, boolean compared) {
    int start = bindings.start(binding);
    if (compared && isMarked(bindings.name(binding))) {
      throw errors.faultAtName("':=' cannot bind what a comprehension iterates with", start);
    }
    if (around == Scopes.Kind.CLASS) {
      throw errors.faultAtName(
          "':=' is not allowed in a comprehension in the body of a class", start);
    }
    if (around == Scopes.Kind.TYPE_PARAMETERS) {
      throw errors.faultAtName("':=' is not allowed where type parameters are defined", start);
    }
  }

  /** Checks the declarations of a scope, given by its first entries on the stacks. */
  void requireDeclarations(Scopes.Kind kind, int firstUse, int firstBinding, int first) {
    beginMarks();
    for (int i = first; i < declarations.size(); i++) {
      int name = declarations.name(i);
      if (isMarked(name) && declarations.isGlobal(marks[name]) != declarations.isGlobal(i)) {
        throw errors.faultAtName(
            "a name cannot be both 'global' and 'nonlocal'", declarations.start(i));
      }
      mark(name, i);
    }
    for (int i = firstBinding; i < bindings.size(); i++) {
      if (isMarked(bindings.name(i))) {
        requireLater(kind, i, marks[bindings.name(i)]);
      }
    }
    for (int i = firstUse; i < uses.size(); i++) {
      boolean own = (uses.flags(i) & NOT_OWN) == 0;
      if (own && isMarked(uses.name(i))) {
        int declaration = marks[uses.name(i)];
        if (uses.start(i) < declarations.start(declaration)) {
          throw declaredLate(declaration);
        }
      }
    }
  }

  private void requireLater(Scopes.Kind kind, int binding, int declaration) {
    if (bindings.has(binding, Bindings.PARAMETER)) {
      throw errors.faultAtName(
          "a parameter cannot be declared '%s'".formatted(keyword(declaration)),
          declarations.start(declaration));
    }
    boolean imported = bindings.has(binding, Bindings.IMPORTED);
    if (!imported && bindings.start(binding) < declarations.start(declaration)) {
      throw declaredLate(declaration);
    }
    if (bindings.has(binding, Bindings.ANNOTATED) && kind != Scopes.Kind.MODULE) {
      throw errors.faultAtName(
          "a name that is declared '%s' cannot have an annotation".formatted(keyword(declaration)),
          bindings.start(binding));
    }
  }

  private SyntaxException declaredLate(int declaration) {
    return declaredLate(declarations.start(declaration), declarations.isGlobal(declaration));
  }

  private String keyword(int declaration) {
    return declarations.isGlobal(declaration) ? "global" : "nonlocal";
  }

  /** Refuses the declaration at an offset, of a name that earlier statements use. */
  SyntaxException declaredLate(int start, boolean global) {
    return errors.faultAtName(
        "a name must be declared '%s' before it is used".formatted(global ? "global" : "nonlocal"),
        start);
  }

  /** Returns the number of {@code nonlocal} names that are still to be bound. */
  int unbound() {
    return unbound.size();
  }

  /**
   * Looks in a scope that is about to close for the {@code nonlocal} names of inner scopes, and
   * adds its own ones.
   *
   * @param firstUnbound the number of unbound names when the scope was opened
   * @param inModule whether the scope is directly in the module, which binds no such names
   */
  void requireNonlocals(
      Scopes.Kind kind, int firstUnbound, int firstBinding, int first, boolean inModule) {
    if (firstUnbound < unbound.size()) {
      takeBound(kind, firstUnbound, firstBinding, first);
    }
    for (int i = first; i < declarations.size(); i++) {
      if (!declarations.isGlobal(i)) {
        unbound.add(declarations.name(i), declarations.start(i), false);
      }
    }
    if (inModule && firstUnbound < unbound.size()) {
      throw notBound(firstUnbound);
    }
  }

  private void takeBound(Scopes.Kind kind, int firstUnbound, int firstBinding, int first) {
    beginMarks();
    for (int i = firstBinding; i < bindings.size(); i++) {
      mark(bindings.name(i), -1);
    }
    for (int i = first; i < declarations.size(); i++) {
      mark(declarations.name(i), i);
    }
    int last = unbound.size();
    unbound.cut(firstUnbound);
    for (int i = firstUnbound; i < last; i++) {
      int name = unbound.name(i);
      if (!binds(kind, name, i)) {
        unbound.add(name, unbound.start(i), false);
      }
    }
  }

  private boolean binds(Scopes.Kind kind, int name, int nonlocal) {
    boolean bound = isMarked(name) && marks[name] < 0;
    return switch (kind) {
      case CLASS -> names.isClassCell(name);
      case TYPE_PARAMETERS -> {
        if (bound) {
          throw errors.faultAtName(
              "a type parameter cannot be declared 'nonlocal'", unbound.start(nonlocal));
        }
        yield false;
      }
      default -> {
        if (isMarked(name) && !bound && declarations.isGlobal(marks[name])) {
          throw notBound(nonlocal);
        }
        yield bound;
      }
    };
  }

  private SyntaxException notBound(int nonlocal) {
    return errors.faultAtName(
        "no function around this one binds the name", unbound.start(nonlocal));
  }
}

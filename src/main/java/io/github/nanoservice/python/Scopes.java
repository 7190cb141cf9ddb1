package io.github.nanoservice.python;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Resolves names as Python's compiler does. Uses and bindings are on two stacks. Each open scope
 * owns the entries from where it was opened to the top. When a scope closes, the uses that it binds
 * are removed, and the rest belongs to its parent. So the time is linear. A comprehension is
 * recognised only at its {@code for}; its scope is then opened retroactively where its element
 * began.
 */
final class Scopes {

  /**
   * Kinds of scope, as in {@code symtable}. Type parameters (PEP 695) have a scope of their own.
   */
  enum Kind {
    MODULE,
    FUNCTION,
    CLASS,
    COMPREHENSION,
    TYPE_PARAMETERS
  }

  /** A walrus binding in a comprehension, which belongs to the enclosing scope (PEP 572). */
  private static final int WALRUS = 1 << 8;

  private static final class Scope {
    final Kind kind;
    final int firstUse;
    final int firstBinding;
    final int firstDeclaration;
    final String mangling;
    boolean outside;
    boolean generator;

    Scope(Kind kind, int firstUse, int firstBinding, int firstDeclaration, String mangling) {
      this.kind = kind;
      this.firstUse = firstUse;
      this.firstBinding = firstBinding;
      this.firstDeclaration = firstDeclaration;
      this.mangling = mangling;
    }
  }

  private final NameTable names;
  private final List<Scope> scopes = new ArrayList<>();
  private Scope top;

  private final UnresolvedNames uses;

  private int[] bindingNames = new int[64];
  private int[] bindingStarts = new int[64];
  private int[] bindingFlags = new int[64];
  private int bindings;

  private int[] declaredNames = new int[8];
  private boolean[] declaredGlobal = new boolean[8];
  private int declarations;

  /** For each name, the serial number of the scope that was last found to bind or declare it. */
  private int[] boundIn = new int[512];

  private int[] globalIn = new int[512];
  private int[] nonlocalIn = new int[512];
  private int serial;

  private boolean unevaluated;

  Scopes(NameTable names) {
    this.names = names;
    this.uses = new UnresolvedNames(names);
    push(new Scope(Kind.MODULE, 0, 0, 0, ""));
  }

  private void push(Scope scope) {
    scopes.add(scope);
    top = scope;
  }

  /** Opens a scope. */
  void open(Kind kind) {
    push(new Scope(kind, uses.size(), bindings, declarations, top.mangling));
  }

  /** Opens the scope of a class. Private names in it are mangled with the name of the class. */
  void openClass(String name) {
    push(new Scope(Kind.CLASS, uses.size(), bindings, declarations, mangling(name)));
  }

  /** Opens the scope of a comprehension whose element began at the given use and binding. */
  void openComprehension(int firstUse, int firstBinding) {
    // Uses outside the enclosing scope would now count as outside this one.
    uses.clear(firstUse, UnresolvedNames.OUTSIDE);
    for (int i = firstBinding; i < bindings; i++) {
      bindingFlags[i] &= ~UnresolvedNames.OUTSIDE;
    }
    push(new Scope(Kind.COMPREHENSION, firstUse, firstBinding, declarations, top.mangling));
  }

  /** Sets whether names belong to the scope that encloses the innermost one. */
  void outside(boolean outside) {
    top.outside = outside;
  }

  /** Sets whether names are in an annotation that is kept as text. */
  void unevaluated(boolean kept) {
    unevaluated = kept;
  }

  Kind kind() {
    return top.kind;
  }

  /**
   * Returns the kind of the scope that evaluates what is read.
   *
   * @param inner number of innermost scopes to leave out
   */
  Kind evaluating(int inner) {
    int i = scopes.size() - 1 - inner;
    while (scopes.get(i).outside) {
      i--;
    }
    return scopes.get(i).kind;
  }

  /** Returns the number of uses, which is the index of the next one. */
  int useCount() {
    return uses.size();
  }

  /** Returns the number of bindings. */
  int bindings() {
    return bindings;
  }

  /** Marks the innermost function as a generator. */
  void yields() {
    for (int i = scopes.size() - 1; i > 0; i--) {
      if (scopes.get(i).kind == Kind.FUNCTION && !scopes.get(i).outside) {
        scopes.get(i).generator = true;
        return;
      }
    }
  }

  /** Adds a use of a name; returns its index. */
  int use(int name, int start, int end, int flags) {
    return uses.add(
        mangled(name),
        start,
        end,
        flags
            | (top.outside ? UnresolvedNames.OUTSIDE : 0)
            | (unevaluated ? UnresolvedNames.UNEVALUATED : 0));
  }

  /** Adds an attribute to the last use. */
  void attribute(int name) {
    uses.addAttribute(name);
  }

  /** Marks a use as the function of a call. */
  void call(int use) {
    uses.set(use, UnresolvedNames.CALLED);
  }

  /** Marks the uses from {@code firstUse} on as operands, which cannot be assigned to. */
  void noTargets(int firstUse) {
    uses.clear(firstUse, UnresolvedNames.TARGET);
  }

  /** Marks a use whose attribute or item follows, which can be assigned to. */
  void partTarget(int use) {
    uses.set(use, UnresolvedNames.PART_TARGET);
  }

  /** Reverts {@link #partTarget}: the part that follows belongs to another object. */
  void noPartTarget(int use) {
    uses.unset(use, UnresolvedNames.PART_TARGET);
  }

  /** Records a call of a method on a part of a use. The method can change that part in place. */
  void callPart(int use, int method) {
    if (MutatingMethods.contain(names.name(method))) {
      uses.set(use, UnresolvedNames.CHANGED);
    }
  }

  /** Marks the parts of the uses in a range as changed, if they can be assigned to. */
  void changeParts(int firstUse, int lastUse) {
    for (int i = firstUse; i < lastUse; i++) {
      if ((uses.flags(i) & UnresolvedNames.PART_TARGET) != 0) {
        uses.set(i, UnresolvedNames.CHANGED);
      }
    }
  }

  /** Turns the assignable uses from {@code firstUse} on into bindings. */
  void bindTargets(int firstUse) {
    changeParts(firstUse, uses.size());
    takeTargets(firstUse, true);
  }

  /**
   * Removes the assignable uses from {@code firstUse} on: {@code (x): int} neither binds nor uses
   * {@code x}.
   */
  void dropTargets(int firstUse) {
    takeTargets(firstUse, false);
  }

  private void takeTargets(int firstUse, boolean bound) {
    int last = uses.size();
    uses.cut(firstUse);
    for (int i = firstUse; i < last; i++) {
      if ((uses.flags(i) & UnresolvedNames.TARGET) == 0) {
        uses.putBack(i, uses.flags(i));
      } else if (bound) {
        addBinding(uses.name(i), uses.start(i), 0);
      }
    }
  }

  /** Binds the assignable names from {@code firstUse} on and keeps their uses: {@code x += 1}. */
  void bindTargetsToo(int firstUse) {
    changeParts(firstUse, uses.size());
    for (int i = firstUse; i < uses.size(); i++) {
      if ((uses.flags(i) & UnresolvedNames.TARGET) != 0) {
        addBinding(uses.name(i), uses.start(i), 0);
      }
    }
  }

  /** Turns the last use into a binding by {@code :=}. */
  void bindWalrus() {
    int last = uses.size() - 1;
    uses.cut(last);
    addBinding(
        uses.name(last), uses.start(last), WALRUS | (top.outside ? UnresolvedNames.OUTSIDE : 0));
  }

  void bind(int name, int start) {
    addBinding(mangled(name), start, 0);
  }

  private void addBinding(int name, int start, int flags) {
    if (bindings == bindingNames.length) {
      bindingNames = Arrays.copyOf(bindingNames, bindings * 2);
      bindingStarts = Arrays.copyOf(bindingStarts, bindings * 2);
      bindingFlags = Arrays.copyOf(bindingFlags, bindings * 2);
    }
    bindingNames[bindings] = name;
    bindingStarts[bindings] = start;
    bindingFlags[bindings++] = flags;
  }

  /** Declares a name {@code global} or {@code nonlocal}. */
  void declare(int name, boolean global) {
    if (declarations == declaredNames.length) {
      declaredNames = Arrays.copyOf(declaredNames, declarations * 2);
      declaredGlobal = Arrays.copyOf(declaredGlobal, declarations * 2);
    }
    declaredNames[declarations] = mangled(name);
    declaredGlobal[declarations++] = global;
  }

  /** Closes the innermost scope; returns whether it was a generator function. */
  boolean close() {
    Scope closed = top;
    scopes.remove(scopes.size() - 1);
    top = scopes.get(scopes.size() - 1);
    mark(closed);
    int rebindings = bindings;
    int lastUse = uses.size();
    uses.cut(closed.firstUse);
    for (int i = closed.firstUse; i < lastUse; i++) {
      int flags = flagsInParent(closed.kind, uses.name(i), uses.flags(i));
      if (flags >= 0) {
        uses.putBack(i, flags | (top.outside ? UnresolvedNames.OUTSIDE : 0));
      }
    }
    passBindings(closed, rebindings);
    declarations = closed.firstDeclaration;
    return closed.generator;
  }

  /**
   * Marks the names that the scope binds and declares, so that each use is looked up in constant
   * time.
   */
  private void mark(Scope scope) {
    serial++;
    if (boundIn.length < names.size()) {
      int length = names.size() * 2;
      boundIn = Arrays.copyOf(boundIn, length);
      globalIn = Arrays.copyOf(globalIn, length);
      nonlocalIn = Arrays.copyOf(nonlocalIn, length);
    }
    for (int i = scope.firstDeclaration; i < declarations; i++) {
      (declaredGlobal[i] ? globalIn : nonlocalIn)[declaredNames[i]] = serial;
    }
    for (int i = scope.firstBinding; i < bindings; i++) {
      if (!bindsOutside(scope, bindingFlags[i])) {
        boundIn[bindingNames[i]] = serial;
      }
    }
  }

  private static boolean bindsOutside(Scope scope, int flags) {
    return (flags & UnresolvedNames.OUTSIDE) != 0
        || scope.kind == Kind.COMPREHENSION && (flags & WALRUS) != 0;
  }

  /**
   * Returns the flags of a use in the parent of a closing scope, or -1 if the scope binds the name.
   */
  private int flagsInParent(Kind kind, int name, int flags) {
    if ((flags & UnresolvedNames.OUTSIDE) != 0) {
      return flags & ~UnresolvedNames.OUTSIDE;
    }
    int later = kind == Kind.FUNCTION || kind == Kind.TYPE_PARAMETERS ? UnresolvedNames.LATER : 0;
    if ((flags & UnresolvedNames.GLOBAL) != 0) {
      return flags | later;
    }
    if (kind == Kind.CLASS) {
      return flagsBehindClass(name, flags);
    }
    if (globalIn[name] == serial) {
      return flags | UnresolvedNames.GLOBAL | later;
    }
    if (nonlocalIn[name] != serial && boundIn[name] == serial) {
      return -1;
    }
    return flags | UnresolvedNames.NESTED | later;
  }

  private int flagsBehindClass(int name, int flags) {
    if ((flags & UnresolvedNames.NESTED) != 0) {
      return name == names.dunderClass ? -1 : flags;
    }
    if (globalIn[name] == serial) {
      return flags | UnresolvedNames.GLOBAL;
    }
    // A class that binds a name looks it up in the module until then, skipping enclosing functions.
    return boundIn[name] == serial && nonlocalIn[name] != serial
        ? flags | UnresolvedNames.GLOBAL | UnresolvedNames.BOUND_IN_CLASS
        : flags | UnresolvedNames.NESTED;
  }

  /**
   * Passes on the bindings that belong to another scope: by walrus in a comprehension, or under
   * {@code global}.
   */
  private void passBindings(Scope closed, int last) {
    bindings = closed.firstBinding;
    for (int i = closed.firstBinding; i < last; i++) {
      int name = bindingNames[i];
      int start = bindingStarts[i];
      if (bindsOutside(closed, bindingFlags[i])) {
        addBinding(name, start, WALRUS | (top.outside ? UnresolvedNames.OUTSIDE : 0));
      } else if (globalIn[name] == serial) {
        rebind(name, start);
      }
    }
  }

  private void rebind(int name, int start) {
    int outside = top.outside ? UnresolvedNames.OUTSIDE : 0;
    int kept = unevaluated ? UnresolvedNames.UNEVALUATED : 0;
    uses.add(
        name,
        start,
        start + names.name(name).length(),
        UnresolvedNames.REBOUND | UnresolvedNames.GLOBAL | UnresolvedNames.LATER | outside | kept);
  }

  private static String mangling(String name) {
    int first = 0;
    while (first < name.length() && name.charAt(first) == '_') {
      first++;
    }
    return name.substring(first);
  }

  private int mangled(int name) {
    boolean mangles = names.isPrivate(name) && !top.mangling.isEmpty();
    return mangles ? names.number("_" + top.mangling + names.name(name)) : name;
  }

  /** Returns and clears the names that module-level code has bound. */
  Set<String> takeBindings() {
    Set<String> taken = new LinkedHashSet<>();
    for (int i = 0; i < bindings; i++) {
      taken.add(names.name(bindingNames[i]));
    }
    bindings = 0;
    return taken;
  }

  /** Returns and clears the references to module-level names, in source order. */
  List<Reference> takeReferences() {
    return uses.take();
  }
}

package io.github.nanoservice.python;

import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Functions that Python calls while it makes a class, in every service that has the class. */
  private static final Set<String> MAKING_CLASSES =
      Set.of("__init__", "__init_subclass__", "__prepare__");

  private static final String CLASS_PARAMETER = "cls";

  /**
   * Methods that change an instance before anything can share it, or whose use shows the change:
   * {@code x.a = 1}, {@code x[1] = 2}. Those of {@link MutatingMethods} show it too.
   */
  private static final Set<String> CHANGING_INSTANCES =
      Set.of(
          "__attrs_post_init__",
          "__delattr__",
          "__delitem__",
          "__init__",
          "__init_subclass__",
          "__new__",
          "__post_init__",
          "__set_name__",
          "__setattr__",
          "__setitem__",
          "__setstate__");

  private static final Set<String> WITHOUT_INSTANCE = Set.of("staticmethod", "classmethod");

  private static final class Scope {
    final Kind kind;
    final String name;
    final int firstUse;
    final int firstBinding;
    final int firstDeclaration;
    final int firstUnbound;
    final String mangling;
    boolean outside;
    boolean generator;

    /** Whether it is a function whose first parameter is an instance, if it is a method. */
    boolean ofInstance;

    Scope(
        Kind kind,
        String name,
        int firstUse,
        int firstBinding,
        int firstDeclaration,
        int firstUnbound,
        String mangling) {
      this.kind = kind;
      this.name = name;
      this.firstUse = firstUse;
      this.firstBinding = firstBinding;
      this.firstDeclaration = firstDeclaration;
      this.firstUnbound = firstUnbound;
      this.mangling = mangling;
    }
  }

  private final NameTable names;
  private final List<Scope> scopes = new ArrayList<>();
  private Scope top;

  private final UnresolvedNames uses;
  private final List<Statement.ClassChange> classChanges = new ArrayList<>();

  /** Those of instances by the methods of the open classes. */
  private final List<InstanceChange> instanceChanges = new ArrayList<>();

  private final Bindings bindings = new Bindings();
  private final Declarations declarations = new Declarations();
  private final ScopeRules rules;
  private final SyntaxMessages errors;

  /** The names that earlier statements of the module use or bind. */
  private final BitSet moduleNames = new BitSet();

  /** For each name, the serial number of the scope that was last found to bind or declare it. */
  private int[] boundIn = new int[512];

  private int[] globalIn = new int[512];
  private int[] nonlocalIn = new int[512];
  private int serial;

  private int annotationFlags;

  Scopes(NameTable names, SyntaxMessages errors) {
    this.names = names;
    this.errors = errors;
    this.uses = new UnresolvedNames(names);
    this.rules = new ScopeRules(names, uses, bindings, declarations, errors);
    push(new Scope(Kind.MODULE, "", 0, 0, 0, 0, ""));
  }

  private void push(Scope scope) {
    scopes.add(scope);
    top = scope;
  }

  /** Opens a scope without a name. */
  void open(Kind kind) {
    push(scope(kind, "", top.mangling));
  }

  /**
   * A change that a method makes to its instance.
   *
   * @param scopes how many scopes are open around the method
   * @param called the name of the method that makes the change, if that may be another one: {@code
   *     self.append()}; otherwise -1
   */
  private record InstanceChange(int scopes, String method, Span span, int called) {}

  /**
   * Opens the scope of a function.
   *
   * @param decorator the name that is its last decorator; empty if there is none
   */
  void openFunction(String name, String decorator) {
    push(scope(Kind.FUNCTION, name, top.mangling));
    top.ofInstance = !WITHOUT_INSTANCE.contains(decorator);
  }

  /** Opens the scope of a class. Private names in it are mangled with the name of the class. */
  void openClass(String name) {
    push(scope(Kind.CLASS, name, mangling(name)));
  }

  private Scope scope(Kind kind, String name, String mangling) {
    return new Scope(
        kind, name, uses.size(), bindings.size(), declarations.size(), rules.unbound(), mangling);
  }

  /** Opens the scope of a comprehension whose element began at the given use and binding. */
  void openComprehension(int firstUse, int firstBinding) {
    // Uses outside the enclosing scope would now count as outside this one.
    uses.clear(firstUse, UnresolvedNames.OUTSIDE);
    bindings.clear(firstBinding, UnresolvedNames.OUTSIDE);
    push(
        new Scope(
            Kind.COMPREHENSION,
            "",
            firstUse,
            firstBinding,
            declarations.size(),
            rules.unbound(),
            top.mangling));
  }

  /** Sets whether names belong to the scope that encloses the innermost one. */
  void outside(boolean outside) {
    top.outside = outside;
  }

  /**
   * Begins an annotation.
   *
   * @param kept whether it is kept as text
   */
  void beginAnnotation(boolean kept) {
    annotationFlags = UnresolvedNames.ANNOTATION | (kept ? UnresolvedNames.UNEVALUATED : 0);
  }

  /** Returns whether names are in an annotation that is kept as text. */
  boolean inKeptAnnotation() {
    return (annotationFlags & UnresolvedNames.UNEVALUATED) != 0;
  }

  /** Ends an annotation. */
  void endAnnotation() {
    annotationFlags = 0;
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
    return bindings.size();
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
        flags | (top.outside ? UnresolvedNames.OUTSIDE : 0) | annotationFlags);
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
        bindings.add(uses.name(i), uses.start(i), 0);
      }
    }
  }

  /** Binds the assignable names from {@code firstUse} on and keeps their uses: {@code x += 1}. */
  void bindTargetsToo(int firstUse) {
    changeParts(firstUse, uses.size());
    for (int i = firstUse; i < uses.size(); i++) {
      if ((uses.flags(i) & UnresolvedNames.TARGET) != 0) {
        bindings.add(uses.name(i), uses.start(i), 0);
      }
    }
  }

  /** Turns the last use into a binding by {@code :=}. */
  void bindWalrus() {
    int last = uses.size() - 1;
    requireAssignable(uses.name(last), uses.start(last));
    uses.cut(last);
    bindings.add(
        uses.name(last),
        uses.start(last),
        Bindings.WALRUS | (top.outside ? UnresolvedNames.OUTSIDE : 0));
  }

  void bind(int name, int start) {
    requireAssignable(name, start);
    bindings.add(mangled(name), start, 0);
  }

  /** Binds a name by an import. */
  void bindImport(int name, int start) {
    bind(name, start);
    bindings.setLast(Bindings.IMPORTED);
  }

  /** Binds a parameter of a function. */
  void bindParameter(int name, int start) {
    bind(name, start);
    bindings.setLast(Bindings.PARAMETER);
  }

  /** Turns the last use into a binding with an annotation. */
  void bindAnnotated() {
    bindTargets(uses.size() - 1);
    bindings.setLast(Bindings.ANNOTATED);
  }

  private void requireAssignable(int name, int start) {
    if (name == names.dunderDebug) {
      throw errors.faultAtName("'__debug__' cannot be assigned to", start);
    }
  }

  /** Declares a name {@code global} or {@code nonlocal}. */
  void declare(int name, int start, boolean global) {
    if (top.kind == Kind.MODULE && !global) {
      throw errors.faultAtName("'nonlocal' is only allowed in a function or class", start);
    }
    if (top.kind == Kind.MODULE && moduleNames.get(name)) {
      throw rules.declaredLate(start, global);
    }
    declarations.add(mangled(name), start, global);
  }

  /** Throws if the innermost scope, which is about to end, breaks a rule for its names. */
  void requireValid() {
    if (top.kind == Kind.COMPREHENSION) {
      rules.requireComprehension(top.firstBinding, evaluating(1), top.mangling);
      return;
    }
    if (top.firstDeclaration == declarations.size() && top.firstUnbound == rules.unbound()) {
      return;
    }
    rules.requireDeclarations(top.kind, top.firstUse, top.firstBinding, top.firstDeclaration);
    if (top.kind != Kind.MODULE) {
      rules.requireNonlocals(
          top.kind,
          top.firstUnbound,
          top.firstBinding,
          top.firstDeclaration,
          scopes.get(scopes.size() - 2).kind == Kind.MODULE);
    }
  }

  /** Checks the statement of the module that ends. */
  void requireValidStatement() {
    requireValid();
    declarations.cut(0);
  }

  /** Closes the innermost scope; returns whether it was a generator function. */
  boolean close() {
    Scope closed = top;
    scopes.remove(scopes.size() - 1);
    top = scopes.get(scopes.size() - 1);
    mark(closed);
    int rebindings = bindings.size();
    int lastUse = uses.size();
    uses.cut(closed.firstUse);
    for (int i = closed.firstUse; i < lastUse; i++) {
      int flags = flagsInParent(closed.kind, uses.name(i), uses.flags(i));
      if (closed.kind == Kind.FUNCTION && top.kind == Kind.CLASS) {
        noteChange(closed, i, flags < 0);
      }
      if (flags >= 0) {
        uses.putBack(i, flags | (top.outside ? UnresolvedNames.OUTSIDE : 0));
      }
    }
    if (closed.kind == Kind.CLASS) {
      passInstanceChanges(closed);
    }
    passBindings(closed, rebindings);
    declarations.cut(closed.firstDeclaration);
    return closed.generator;
  }

  /**
   * Notes a use in a method that changes the class or the instance.
   *
   * @param own whether the method binds the name
   */
  private void noteChange(Scope method, int use, boolean own) {
    boolean changes = uses.changes(use);
    if (own && names.name(uses.name(use)).equals(CLASS_PARAMETER)) {
      if (changes && !MAKING_CLASSES.contains(method.name) && isGlobal(top)) {
        Statement.Changed changed =
            method.name.equals("__new__")
                ? Statement.Changed.CLASS_WHEN_CREATING
                : Statement.Changed.CLASS;
        classChanges.add(new Statement.ClassChange(top.name, uses.span(use), changed));
      }
    } else if (own
        ? method.ofInstance && isFirstParameter(method, uses.name(use))
        : uses.name(use) == names.super_) {
      if (changes) {
        instanceChanges.add(new InstanceChange(scopes.size(), method.name, uses.span(use), -1));
      } else if (own && uses.callsMutatingMethod(use)) {
        int called = uses.lastAttribute(use);
        instanceChanges.add(new InstanceChange(scopes.size(), method.name, uses.span(use), called));
      }
    }
  }

  private boolean isFirstParameter(Scope function, int name) {
    int first = function.firstBinding;
    return bindings.has(first, Bindings.PARAMETER) && bindings.name(first) == name;
  }

  /**
   * Passes on the changes that the methods of a closing class make to their instance. If the class
   * itself has the method that is called, the call changes what that method does.
   */
  private void passInstanceChanges(Scope closed) {
    int first = instanceChanges.size();
    while (first > 0 && instanceChanges.get(first - 1).scopes() == scopes.size() + 1) {
      first--;
    }
    List<InstanceChange> own = instanceChanges.subList(first, instanceChanges.size());
    Set<String> changing =
        own.stream()
            .filter(each -> each.called() < 0)
            .map(InstanceChange::method)
            .collect(Collectors.toSet());
    Optional<String> outermost = outermostClass(closed);
    for (InstanceChange each : own) {
      boolean elsewhere =
          each.called() >= 0
              && boundIn[each.called()] == serial
              && !changing.contains(names.name(each.called()));
      boolean shows =
          CHANGING_INSTANCES.contains(each.method()) || MutatingMethods.contain(each.method());
      if (outermost.isPresent() && !elsewhere && !shows) {
        classChanges.add(
            new Statement.ClassChange(outermost.get(), each.span(), Statement.Changed.INSTANCE));
      }
    }
    own.clear();
  }

  /** The class of the module that a closing class is or belongs to; empty for one of a function. */
  private Optional<String> outermostClass(Scope closed) {
    List<Scope> around =
        scopes.stream().skip(1).filter(each -> each.kind != Kind.TYPE_PARAMETERS).toList();
    return around.stream().allMatch(each -> each.kind == Kind.CLASS)
        ? Optional.of(around.isEmpty() ? closed.name : around.get(0).name)
        : Optional.empty();
  }

  /** Whether an open class is one of the module, and not of another class or a function. */
  private boolean isGlobal(Scope open) {
    return scopes.stream()
        .skip(1)
        .takeWhile(each -> each != open)
        .allMatch(each -> each.kind == Kind.TYPE_PARAMETERS);
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
    for (int i = scope.firstDeclaration; i < declarations.size(); i++) {
      (declarations.isGlobal(i) ? globalIn : nonlocalIn)[declarations.name(i)] = serial;
    }
    for (int i = scope.firstBinding; i < bindings.size(); i++) {
      if (!bindsOutside(scope, i)) {
        boundIn[bindings.name(i)] = serial;
      }
    }
  }

  private boolean bindsOutside(Scope scope, int binding) {
    return bindings.has(binding, UnresolvedNames.OUTSIDE)
        || scope.kind == Kind.COMPREHENSION && bindings.has(binding, Bindings.WALRUS);
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
    bindings.cut(closed.firstBinding);
    for (int i = closed.firstBinding; i < last; i++) {
      int name = bindings.name(i);
      int start = bindings.start(i);
      if (bindsOutside(closed, i)) {
        bindings.add(name, start, Bindings.WALRUS | (top.outside ? UnresolvedNames.OUTSIDE : 0));
      } else if (globalIn[name] == serial) {
        rebind(name, start);
      }
    }
  }

  private void rebind(int name, int start) {
    int outside = top.outside ? UnresolvedNames.OUTSIDE : 0;
    uses.add(
        name,
        start,
        start + names.name(name).length(),
        UnresolvedNames.REBOUND
            | UnresolvedNames.GLOBAL
            | UnresolvedNames.LATER
            | outside
            | annotationFlags);
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
    for (int i = 0; i < bindings.size(); i++) {
      if (!bindings.has(i, Bindings.IMPORTED)) {
        moduleNames.set(bindings.name(i));
      }
      taken.add(names.name(bindings.name(i)));
    }
    bindings.cut(0);
    return taken;
  }

  /** Returns and clears the references to module-level names, in source order. */
  List<Reference> takeReferences() {
    for (int i = 0; i < uses.size(); i++) {
      if ((uses.flags(i) & ScopeRules.NOT_OWN) == 0) {
        moduleNames.set(uses.name(i));
      }
    }
    return uses.take();
  }

  /** Returns and clears the changes that methods make to their classes. */
  List<Statement.ClassChange> takeClassChanges() {
    List<Statement.ClassChange> taken = List.copyOf(classChanges);
    classChanges.clear();
    return taken;
  }
}

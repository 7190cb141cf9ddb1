"""What CPython finds in Python files: the reference that the decomposer is compared with.

Reads paths from standard input, one a line, and writes for each a line with the path and then, indented, what a module holds,
in the notation of ModuleText.java; with the argument "needs", which statements each function needs. A file that CPython
refuses has the one line "refused", or "refused by tokenize" if its tokenizer already raises an error.

How it counts: what a function uses is each name in its source, from the first decorator on, that symtable finds global in the
table of the scope in which it is evaluated. Two rules go beyond symtable's answer for one name in one table:
a class body that binds a name reads it from the module until it has done so, which symtable shows as local;
an augmented assignment reads its target, which ast shows as a store.
It changes a name where it stores or deletes an attribute or an item of it, or calls a mutating method of a part of it.
A statement defines a name further if it calls, while it runs, a mutating or configuring method of it or of an attribute of it.
A statement binds what it stores at module level, and what others store there under `global` it does not.
"""

import ast
import io
import re
import symtable
import sys
import tokenize
import warnings
from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef]
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
COMPREHENSION_TABLES = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})
TABLE_NAMES = {
    ast.Lambda: "lambda",
    ast.ListComp: "listcomp",
    ast.SetComp: "setcomp",
    ast.DictComp: "dictcomp",
    ast.GeneratorExp: "genexpr",
}


MUTATING_METHODS = frozenset(
    "__delitem__ __setitem__ add append appendleft clear difference_update discard extend extendleft insert"
    " intersection_update pop popitem popleft remove reverse rotate setdefault sort symmetric_difference_update update".split()
)

# Calls that change their first argument: of builtins, of heapq, bisect and random, and of types.
CHANGING_BUILTINS = frozenset("anext delattr next setattr".split())
CHANGING_FUNCTIONS = frozenset(
    "heapify heappop heappush heappushpop heapreplace insort insort_left insort_right shuffle".split()
)
CHANGING_ATTRIBUTES = frozenset("__delattr__ __setattr__".split())
CHANGING_TYPES = frozenset("bytearray deque dict list set OrderedDict".split())

CONFIGURING_METHODS = frozenset("add_argument addFilter addHandler removeHandler set_defaults setFormatter setLevel".split())


def root(node: ast.expr) -> Union[ast.Name, None]:
    """Returns the name that an attribute or item hangs on, over whatever attributes and items."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node if isinstance(node, ast.Name) else None


def changed_by_call(function: ast.expr) -> Union[ast.Name, None]:
    """Returns the name whose part, not the name itself, a method call changes."""
    if not isinstance(function, ast.Attribute) or function.attr not in MUTATING_METHODS:
        return None
    node = function.value
    while isinstance(node, ast.Attribute):
        node = node.value
    return root(node) if isinstance(node, ast.Subscript) else None


def defined_by_call(function: ast.expr) -> Union[ast.Name, None]:
    """Returns the name that a method call defines further, itself or by its attributes."""
    if not isinstance(function, ast.Attribute) or function.attr not in MUTATING_METHODS | CONFIGURING_METHODS:
        return None
    node: ast.expr = function
    while isinstance(node, ast.Attribute):
        node = node.value
    return node if isinstance(node, ast.Name) else None


def changed_argument(call: ast.Call) -> Union[tuple[ast.expr, ast.Name], None]:
    """Returns the first argument of a call that changes it, with its name, if it is a name or a part of one."""
    function = call.func
    if not call.args:
        return None
    if isinstance(function, ast.Name):
        changes = function.id in CHANGING_BUILTINS | CHANGING_FUNCTIONS
    elif isinstance(function, ast.Attribute):
        of_type = isinstance(function.value, (ast.Name, ast.Attribute)) and last_name(function.value) in CHANGING_TYPES
        changes = function.attr in CHANGING_FUNCTIONS | CHANGING_ATTRIBUTES or (of_type and function.attr in MUTATING_METHODS)
    else:
        changes = False
    name = root(call.args[0]) if changes else None
    return None if name is None else (call.args[0], name)


def last_name(node: Union[ast.Name, ast.Attribute]) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


class Uses(ast.NodeVisitor):
    """Collects the module-level names that a definition uses, as symtable resolves them."""

    def __init__(self, module: symtable.SymbolTable, children: dict[Any, Any], kept_annotations: bool) -> None:
        self.tables = [module]
        self.children = [children]
        self.inlined: list[frozenset[str]] = [frozenset()]
        self.classes: list[str] = []
        self.kept_annotations = kept_annotations
        self.calls: set[str] = set()
        self.values: set[str] = set()
        self.rebinds: set[str] = set()
        self.changes: set[str] = set()
        self.changes_at_once: set[str] = set()
        self.at_once: set[str] = set()
        self.calls_at_once: set[str] = set()
        self.methods_at_once: set[str] = set()
        self.binds: set[str] = set()
        self.generators: dict[ast.AST, bool] = {}

    def enter(self, name: str, line: int) -> None:
        """Goes into the next table of that name and line; tables come in the order in which symtable.c visits."""
        table = self.children[-1][name, line].popleft()
        self.tables.append(table)
        self.children.append(by_name(table))
        self.inlined.append(frozenset())

    def enter_comprehension(self, node: Any) -> None:
        """Goes into the table of a comprehension; from 3.12 on it may be merged into the one around (PEP 709)."""
        name = TABLE_NAMES[type(node)]
        if self.children[-1][name, node.lineno]:
            self.enter(name, node.lineno)
            return
        bound = {
            self.mangled(name.id)
            for generator in node.generators
            for name in ast.walk(generator.target)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
        }
        self.tables.append(self.tables[-1])
        self.children.append(self.children[-1])
        self.inlined.append(self.inlined[-1] | bound)

    def leave(self) -> None:
        self.tables.pop()
        self.children.pop()
        self.inlined.pop()

    def at_module_level(self) -> bool:
        return self.tables[-1] is self.tables[0]

    def note(self, node: ast.Name, names: set[str]) -> None:
        name = self.mangled(node.id)
        if name in self.inlined[-1]:
            return
        symbol = self.tables[-1].lookup(name)
        if isinstance(node.ctx, ast.Load):
            # A class that binds a name itself looks into the module until it has done so.
            maybe = self.tables[-1].get_type() == "class" and symbol.is_local()
            # symtable takes any table called "top" for the module's, and what is local there for global.
            is_global = symbol.is_declared_global() or (symbol.is_global() and not symbol.is_local())
            if is_global or maybe or self.at_module_level():
                names.add(name)
                if self.runs_at_once():
                    self.at_once.add(name)
        elif self.at_module_level():
            self.binds.add(name)
        elif symbol.is_declared_global():
            self.rebinds.add(name)

    def visit_Attribute(self, node: Union[ast.Attribute, ast.Subscript]) -> None:
        """Visits all that is used, and notes the root of a store as changed."""
        name = None if isinstance(node.ctx, ast.Load) else root(node)
        if name is None:
            self.generic_visit(node)
        else:
            self.change(node, name)

    visit_Subscript = visit_Attribute

    def change(self, node: ast.expr, name: ast.Name) -> None:
        self.note(name, self.changes)
        if self.runs_at_once():
            self.note(name, self.changes_at_once)
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            if isinstance(node, ast.Subscript):
                self.visit(node.slice)
            node = node.value

    def runs_at_once(self) -> bool:
        """Returns whether the code runs with its statement: code in functions does not."""
        return all(table.get_type() == "class" or table.get_name() in COMPREHENSION_TABLES for table in self.tables[1:])

    def mangled(self, name: str) -> str:
        if not self.classes or not name.startswith("__") or name.endswith("__"):
            return name
        stripped = self.classes[-1].lstrip("_")
        return "_" + stripped + name if stripped else name

    def visit_Name(self, node: ast.Name) -> None:
        self.note(node, self.values)

    def visit_Call(self, node: ast.Call) -> None:
        part = changed_by_call(node.func)
        if self.runs_at_once():
            owner = node.func
            while isinstance(owner, ast.Attribute):
                owner = owner.value
            if isinstance(owner, ast.Name):
                self.note(owner, self.calls_at_once if owner is node.func else self.methods_at_once)
        if isinstance(node.func, ast.Name):
            self.note(node.func, self.calls)
        elif part is not None:
            self.change(node.func, part)
        else:
            self.visit(node.func)
            defined = defined_by_call(node.func)
            if defined is not None and self.runs_at_once():
                self.note(defined, self.changes_at_once)
        changed = changed_argument(node)
        for argument in node.args + node.keywords:
            if changed is not None and argument is changed[0]:
                self.change(*changed)
            else:
                self.visit(argument)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name):
            if node.value or node.simple:
                self.visit(node.target)
        elif node.value:
            self.visit(node.target)
        else:
            node.target.ctx = ast.Load()  # evaluated, but nothing is stored
            self.visit(node.target)
        self.annotation(node.annotation)
        if node.value:
            self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.visit(ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target))
        self.visit(node.target)
        self.visit(node.value)

    def annotation(self, node: Any) -> None:
        if node is not None and not self.kept_annotations:
            self.visit(node)

    def visit_arguments_outside(self, arguments: ast.arguments) -> None:
        for default in arguments.defaults + arguments.kw_defaults:
            if default is not None:
                self.visit(default)

    def visit_annotations(self, arguments: ast.arguments) -> None:
        plain = arguments.posonlyargs + arguments.args
        for argument in plain + [arguments.vararg, arguments.kwarg] + arguments.kwonlyargs:
            if argument is not None:
                self.annotation(argument.annotation)

    def enter_type_parameters(self, name: str, node: Any) -> bool:
        """Goes into the table of the type parameters (PEP 695), if there are any."""
        parameters = getattr(node, "type_params", [])
        if parameters:
            self.enter(name, node.lineno)
        for parameter in parameters:
            # A bound and a default have each a table of their own.
            for part in (getattr(parameter, "bound", None), getattr(parameter, "default_value", None)):
                if part is not None:
                    self.enter(parameter.name, part.lineno)
                    self.visit(part)
                    self.leave()
        return bool(parameters)

    def visit_TypeAlias(self, node: Any) -> None:
        self.visit(node.name)
        generic = self.enter_type_parameters(node.name.id, node)
        self.enter(node.name.id, node.lineno)
        self.visit(node.value)
        self.leave()
        if generic:
            self.leave()

    def visit_definition(self, node: Definition) -> None:
        self.visit_arguments_outside(node.args)
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.store(node.name)
        generic = self.enter_type_parameters(node.name, node)
        self.visit_annotations(node.args)
        self.annotation(node.returns)
        self.enter(node.name, node.lineno)
        for statement in node.body:
            self.visit(statement)
        self.leave()
        if generic:
            self.leave()

    visit_FunctionDef = visit_definition
    visit_AsyncFunctionDef = visit_definition

    def store(self, written: str) -> None:
        name = self.mangled(written)
        if self.at_module_level():
            self.binds.add(name)
        elif self.tables[-1].lookup(name).is_declared_global():
            self.rebinds.add(name)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.store(node.name)
        generic = self.enter_type_parameters(node.name, node)
        for part in node.bases + node.keywords:
            self.visit(part)
        self.enter(node.name, node.lineno)
        self.classes.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self.classes.pop()
        self.leave()
        if generic:
            self.leave()

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit_arguments_outside(node.args)
        self.enter("lambda", node.lineno)
        self.visit(node.body)
        self.leave()

    def visit_comprehension_expression(self, node: Any) -> None:
        first = node.generators[0]
        self.visit(first.iter)
        self.enter_comprehension(node)
        self.visit(first.target)
        for condition in first.ifs:
            self.visit(condition)
        for generator in node.generators[1:]:
            self.visit(generator.target)
            self.visit(generator.iter)
            for condition in generator.ifs:
                self.visit(condition)
        if isinstance(node, ast.DictComp):
            self.visit(node.value)
            self.visit(node.key)
        else:
            self.visit(node.elt)
        self.leave()

    visit_ListComp = visit_comprehension_expression
    visit_SetComp = visit_comprehension_expression
    visit_DictComp = visit_comprehension_expression
    visit_GeneratorExp = visit_comprehension_expression

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        # PEP 572: it binds in the scope around all comprehensions.
        if all(table.get_name() in COMPREHENSION_TABLES for table in self.tables[1:]):
            self.binds.add(self.mangled(node.target.id))
        else:
            self.visit(node.target)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.store(node.asname or node.name.split(".")[0])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type:
            self.visit(node.type)
        if node.name:
            self.store(node.name)
        for statement in node.body:
            self.visit(statement)

    def visit_MatchAs(self, node: Any) -> None:
        if node.pattern:
            self.visit(node.pattern)
        if node.name:
            self.store(node.name)

    def visit_MatchStar(self, node: Any) -> None:
        if node.name:
            self.store(node.name)

    def visit_MatchMapping(self, node: Any) -> None:
        for part in node.keys + node.patterns:
            self.visit(part)
        if node.rest:
            self.store(node.rest)


def by_name(table: symtable.SymbolTable) -> Any:
    children: Any = defaultdict(deque)
    for child in table.get_children():
        children[child.get_name(), child.get_lineno()].append(child)
    return children


def first_line(node: Any) -> int:
    return min([int(node.lineno)] + [int(d.lineno) for d in getattr(node, "decorator_list", [])])


def has_yield(node: Definition) -> bool:
    """Returns whether the body yields, outside the functions, classes and lambdas in it."""
    todo: list[Any] = list(node.body)
    while todo:
        inner = todo.pop()
        if isinstance(inner, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = inner.args
            todo.extend(inner.decorator_list + arguments.defaults + [d for d in arguments.kw_defaults if d])
        elif isinstance(inner, ast.ClassDef):
            todo.extend(inner.bases + inner.keywords + inner.decorator_list)
        elif isinstance(inner, ast.Lambda):
            todo.extend(inner.args.defaults + [d for d in inner.args.kw_defaults if d])
        else:
            todo.extend(ast.iter_child_nodes(inner))
    return False


def parameters(arguments: ast.arguments) -> Iterator[str]:
    positional = arguments.posonlyargs + arguments.args
    required = len(positional) - len(arguments.defaults)
    for i, argument in enumerate(positional):
        kind = "POSITIONAL_ONLY" if i < len(arguments.posonlyargs) else "POSITIONAL_OR_KEYWORD"
        yield f"{argument.arg} {kind}" + (" =" if i >= required else "")
    if arguments.vararg:
        yield f"{arguments.vararg.arg} VAR_POSITIONAL"
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        yield f"{argument.arg} KEYWORD_ONLY" + (" =" if default is not None else "")
    if arguments.kwarg:
        yield f"{arguments.kwarg.arg} VAR_KEYWORD"


def imported(name: ast.alias) -> str:
    return name.name + (f" as {name.asname}" if name.asname else "")


KINDS = {
    "Assign": "ASSIGN",
    "AugAssign": "AUG_ASSIGN",
    "AnnAssign": "ANN_ASSIGN",
    "ClassDef": "CLASS_DEF",
    "AsyncFor": "FOR",
    "AsyncWith": "WITH",
    "TryStar": "TRY",
    "TypeAlias": "TYPE_ALIAS",
}


def kind(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return "LAMBDA"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        if isinstance(node.value.value, (str, bytes)):
            return "BARE_STRING"
    if isinstance(node, ast.If) and not node.orelse and is_main_guard(node.test):
        return "MAIN_GUARD"
    if isinstance(node, ast.If) and not node.orelse and is_type_checking(node.test):
        return "TYPE_CHECKING"
    if isinstance(node, ast.Try) and is_fallback(node):
        return "IMPORT_FALLBACK"
    name = type(node).__name__
    return KINDS.get(name, name.upper())


def is_type_checking(test: ast.expr) -> bool:
    if isinstance(test, ast.Attribute):
        return isinstance(test.value, ast.Name) and test.attr == "TYPE_CHECKING"
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def is_fallback(node: ast.Try) -> bool:
    """Returns whether a try, and each one in it, only binds names and catches only ImportError."""
    caught = [kind for handler in node.handlers for kind in getattr(handler.type, "elts", [handler.type])]
    errors = all(isinstance(kind, ast.Name) and kind.id in ("ImportError", "ModuleNotFoundError") for kind in caught)
    inner = node.body + node.orelse + [statement for handler in node.handlers for statement in handler.body]
    return bool(node.handlers) and not node.finalbody and errors and all(map(only_binds, inner))


def only_binds(node: ast.stmt) -> bool:
    if isinstance(node, ast.Try):
        return is_fallback(node)
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Name)
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass))


def is_main_guard(test: ast.expr) -> bool:
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    return sorted(ast.dump(side) for side in (test.left, test.comparators[0])) == [
        "Constant(value='__main__')",
        "Name(id='__name__', ctx=Load())",
    ]


CODING_LINE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


def require_encoding(data: bytes) -> None:
    """Refuses undecodable bytes, as tokenize does (PEP 263); compile() lets them pass in comments."""
    found = [match for match in map(CODING_LINE.match, data.splitlines()[:2]) if match]
    encoding = found[0][1].decode() if found else "utf-8"
    try:
        data.decode(encoding)
    except LookupError:
        raise SyntaxError("unknown encoding: " + encoding)


def module_text(data: bytes) -> Iterator[str]:
    require_encoding(data)
    tree = ast.parse(data)
    source: Any = data  # typeshed knows only text
    table = symtable.symtable(source, "<module>", "exec")
    # Only the compiler refuses a "return" outside of a function, for example.
    compile(data, "<module>", "exec", dont_inherit=True)
    children = by_name(table)
    kept = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(name.name == "annotations" for name in node.names)
        for node in tree.body
    )
    for i, node in enumerate(tree.body):
        uses = Uses(table, children, kept)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            uses.visit(node)
            flags = " async" * isinstance(node, ast.AsyncFunctionDef) + " generator" * has_yield(node)
            yield f"function {node.name} {first_line(node)}-{node.end_lineno}{flags}"
            for parameter in parameters(node.args):
                yield f"  parameter {parameter}"
            yield from names_text(uses)
            yield from imports_text(node)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from import_text(node)
        elif i == 0 and ast.get_docstring(tree, clean=False) is not None:
            continue
        else:
            yield f"statement {first_line(node)} {kind(node)}"
            uses.visit(node)
            if uses.binds:
                yield "  binds " + " ".join(sorted(uses.binds))
            yield from names_text(uses)
            yield from imports_text(node)


KEPT_ANNOTATIONS = re.compile(rb"^from[ \t]+__future__[ \t]+import[ \t]+annotations\b[ \t]*", re.MULTILINE)


def needs_text(data: bytes) -> Iterator[str]:
    """Returns for each function the lines of all statements that make what it names, and what those name in turn.

    The statements that make classes count for every function.
    A name in an annotation that is kept as text counts as well: whoever asks for the annotation evaluates it.
    """
    require_encoding(data)
    data = KEPT_ANNOTATIONS.sub(b"pass", data)
    tree = ast.parse(data)
    source: Any = data  # typeshed knows only text
    table = symtable.symtable(source, "<module>", "exec")
    children = by_name(table)
    functions, statements = [], {}
    classes = set()
    changing: list[tuple[Any, ast.stmt, Uses, set[str]]] = []
    for node in tree.body:
        uses = Uses(table, children, kept_annotations=False)
        uses.visit(node)
        names = uses.calls | uses.values | uses.changes | uses.rebinds
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            functions.append((node, names))
        elif not isinstance(node, (ast.Import, ast.ImportFrom)) and kind(node) not in ("TYPE_CHECKING", "MAIN_GUARD"):
            place = first_line(node), node.col_offset
            statements[place] = names
            if makes_class(node):
                classes.add(place)
            changing.append((place, node, uses, set() if isinstance(node, ast.Delete) else uses.binds))
    variables = {name for *_, given in changing for name in given}
    sources: dict[str, set[str]] = defaultdict(set)
    for _, node, uses, given in changing:
        for name in given:
            sources[name] |= shared_values(node, uses, given, variables)
    by_binding = defaultdict(set)
    for place, _, uses, given in changing:
        for name in given | closure(uses.changes_at_once, sources):
            by_binding[name].add(place)
    for node, names in functions:
        needed: set[Any] = set(classes)
        todo = list(names.union(*(statements[each] for each in classes)))
        while todo:
            for statement in by_binding[todo.pop()] - needed:
                needed.add(statement)
                todo.extend(statements[statement])
        yield f"function {node.name} {first_line(node)}: " + " ".join(str(line) for line, _ in sorted(needed))


# What a call returns is taken for a new object.
SHARING_KINDS = ("FOR", "WHILE", "IF", "WITH", "MATCH", "TRY", "IMPORT_FALLBACK")


def shared_values(node: ast.stmt, uses: Uses, given: set[str], variables: set[str]) -> set[str]:
    """Returns the variables whose values, or parts of them, a statement may give to the names that it binds."""
    calls = bool(uses.calls_at_once or uses.methods_at_once - variables)
    shares = kind(node) in SHARING_KINDS or (kind(node) in ("ASSIGN", "ANN_ASSIGN") and not calls)
    return (uses.at_once & variables) | given if shares else set()


def closure(names: set[str], sources: dict[str, set[str]]) -> set[str]:
    """Returns names and all that their values may come from."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += sources.get(name, set())
    return found


CLASS_FACTORIES = {"Enum", "Flag", "IntEnum", "IntFlag", "NamedTuple", "make_dataclass", "namedtuple"}


def makes_class(node: ast.stmt) -> bool:
    """Returns whether a statement defines a class, or calls a function of the standard library that returns one."""
    called = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    names = {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", None) for each in called}
    return isinstance(node, ast.ClassDef) or bool(names & CLASS_FACTORIES)


def names_text(uses: Uses) -> Iterator[str]:
    kinds = {"calls": uses.calls, "uses": uses.values, "changes": uses.changes, "rebinds": uses.rebinds}
    for label, names in kinds.items():
        if names:
            yield f"  {label} " + " ".join(sorted(names))


def imports_text(node: ast.stmt) -> Iterator[str]:
    found = [each for each in ast.walk(node) if isinstance(each, (ast.Import, ast.ImportFrom))]
    for each in sorted(found, key=lambda statement: (statement.lineno, statement.col_offset)):
        for text in import_text(each):
            yield "  " + text


def import_text(node: Union[ast.Import, ast.ImportFrom]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for name in node.names:
            yield "import " + imported(name)
    else:
        names = ", ".join(map(imported, node.names))
        yield f"from {'.' * node.level}{node.module or ''} import {names}"


# An older tokenizer takes these for plain strings, so that it may refuse what newer ones accept (PEP 701, PEP 750).
NEWER = b"t" if sys.version_info >= (3, 12) else b"ft"
NEWER_STRING = re.compile(rb"""\b(?:r?[%b]|[%b]r)['"]""" % (NEWER, NEWER), re.IGNORECASE)


def refused(data: bytes) -> str:
    """Returns what rejects a file: the tokenizer, the parser or the compiler."""
    if NEWER_STRING.search(data):
        return "refused"
    try:
        for _ in tokenize.tokenize(io.BytesIO(data).readline):
            pass
    except (SyntaxError, tokenize.TokenError, ValueError, SystemError):  # the last of a null byte, in 3.13
        return "refused by tokenize"
    return "refused"


def main() -> None:
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", errors="surrogatepass", newline="\n")
    for line in sys.stdin.buffer.read().decode("utf-8", "surrogateescape").rstrip("\n").split("\n"):
        print(line.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), file=out)
        data = Path(line).read_bytes()
        try:
            found = list(needs_text(data) if sys.argv[1:] == ["needs"] else module_text(data))
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # the parser's stack overflows into a MemoryError
            found = [refused(data)]
        for item in found:
            print("  " + item, file=out)
    out.flush()


if __name__ == "__main__":
    main()

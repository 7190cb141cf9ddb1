"""Decides whether Python binds calls to signatures, with `inspect.Signature.bind`.

Reads one pair a line, parameters and arguments separated by a tab, and writes `binds` or `fails` for each. With
`places`, a line has five fields instead: a file, a line in it, the called name, the function's file and the function's
line. The call and the function are then read from the files. A call with `*x` or `**x` fails only if it fails for all
values of `x`.
"""
import ast
import inspect
import itertools
import sys
from collections.abc import Iterator
from typing import Any


def main() -> None:
    for line in sys.stdin:
        about = line.rstrip("\n").split("\t")
        pairs = pairs_at(*about) if sys.argv[1:] == ["places"] else [about]
        print("binds" if all(binds(*pair) for pair in pairs) else "fails")


def pairs_at(file: str, line: str, called: str, defined_in: str, defined_at: str) -> list[Any]:
    """Returns parameters and arguments, values left out, of each such call in a line."""
    functions = [each for each in _nodes(defined_in, ast.FunctionDef, ast.AsyncFunctionDef) if each.lineno == int(defined_at)]
    function, = functions
    parameters = function.args
    for each in (parameters, *parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs):
        each.annotation = None
    for each in filter(None, (parameters.vararg, parameters.kwarg)):
        each.annotation = None
    parameters.defaults = [ast.Constant(0) for _ in parameters.defaults]
    parameters.kw_defaults = [each and ast.Constant(0) for each in parameters.kw_defaults]
    pairs = []
    for call in _nodes(file, ast.Call):
        if call.func.lineno == int(line) and ast.unparse(call.func) == called:
            arguments = ["*x" if isinstance(each, ast.Starred) else "0" for each in call.args]
            arguments += [f"{each.arg}=0" if each.arg else "**y" for each in call.keywords]
            pairs.append((ast.unparse(parameters), ", ".join(arguments)))
    return pairs


def _nodes(file: str, *kinds: Any) -> list[Any]:
    with open(file, "rb") as source:
        return [each for each in ast.walk(ast.parse(source.read())) if isinstance(each, kinds)]


def binds(parameters: str, arguments: str) -> bool:
    """Returns whether a call can be bound."""
    namespace: dict[str, Any] = {}
    exec(f"from __future__ import annotations\ndef f({parameters}): pass", namespace)
    function = namespace["f"]
    try:
        compile(f"f({arguments})", "call", "eval")
    except SyntaxError:  # a keyword twice
        return False
    call: Any = ast.parse(f"f({arguments})", mode="eval").body
    signature = inspect.signature(function)
    return any(_binds(function, signature, *given) for given in _meanings(signature, call))


def _meanings(signature: inspect.Signature, call: Any) -> Iterator[tuple[int, list[str]]]:
    """Yields all that a call may give: numbers of positional arguments, and keywords."""
    plain = sum(not isinstance(each, ast.Starred) for each in call.args)
    starred = len(call.args) > plain
    keywords = [each.arg for each in call.keywords if each.arg is not None]
    double_starred = len(call.keywords) > len(keywords)
    more = len(signature.parameters) + 1 if starred else 0
    others = [name for name in signature.parameters if name not in keywords] if double_starred else []
    for count in range(plain, plain + more + 1):
        for size in range(len(others) + 1):
            for chosen in itertools.combinations(others, size):
                yield count, [*keywords, *chosen]


def _binds(function: Any, signature: inspect.Signature, count: int, keywords: list[str]) -> bool:
    """Asks the interpreter, by a call, and `bind`: they agree."""
    try:
        function(*[None] * count, **dict.fromkeys(keywords))
        called = True
    except TypeError:
        called = False
    try:
        signature.bind(*[None] * count, **dict.fromkeys(_for_bind(signature, keywords)))
        bound = True
    except TypeError:
        bound = False
    assert bound == called, (signature, count, keywords)
    return bound


def _for_bind(signature: inspect.Signature, keywords: list[str]) -> list[str]:
    """Returns keywords by other names where `**kwargs` takes one that is a positional-only parameter's.

    `bind` refuses those of parameters with a default, which the interpreter does not (python/cpython#87106).
    """
    parameters = signature.parameters.values()
    takes_any = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters)
    others = {each.name for each in parameters if takes_any and each.kind is inspect.Parameter.POSITIONAL_ONLY}
    return [f"other_{name}" if name in others else name for name in keywords]


if __name__ == "__main__":
    main()

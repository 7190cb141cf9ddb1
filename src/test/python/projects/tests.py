"""Writes calls as a test that the package `proof` can run."""
from __future__ import annotations

import ast
import builtins
from pathlib import Path

_HEAD = '''\
import asyncio
import importlib
import inspect
from collections.abc import Iterator
from itertools import islice


def made(call):
    """Makes a call and takes what it gives: the first items of an iterator, the result of a coroutine."""
    try:
        value = call()
        if inspect.iscoroutine(value):
            asyncio.run(value)
        elif isinstance(value, Iterator):
            list(islice(value, 50))
            getattr(value, "close", bool)()
    except Exception:
        pass  # the recorder has noted it
'''


def write(calls: tuple[str, ...], file: Path) -> None:
    """Writes a test function for each call.

    The arguments may name any module: the modules of the project as they are, and those of the standard library.
    """
    file.write_text("\n\n".join([_HEAD, *map(_test, calls, range(1, len(calls) + 1))]), encoding="utf-8")


def function(call: str) -> str:
    """Returns the dotted name of the function that a call names."""
    return call.partition("(")[0]


def _test(call: str, number: int) -> str:
    module, _, name = function(call).rpartition(".")
    arguments = call[len(function(call)) :]
    # Not a statement: `proof` puts functions that record their calls into the modules that a test imports by statement.
    imports = [f"    {root} = importlib.import_module({root!r})\n" for root in _modules(arguments)]
    head = f"def test_{number}_{name}():\n    from {module} import {name}\n"
    return head + "".join(imports) + f"    made(lambda: {name}{arguments})\n"


def _modules(arguments: str) -> list[str]:
    names = [node for node in ast.walk(ast.parse(f"f{arguments}")) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)} | {"f"}
    return sorted({node.id for node in names} - bound - vars(builtins).keys())

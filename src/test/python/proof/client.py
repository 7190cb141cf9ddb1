"""The process that runs a program's tests, with the program's own modules or with stubs in their place."""
from __future__ import annotations

import ast
import importlib
import inspect
import json
import os
import sys
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional

from .description import describe
from .recorder import Recorder, recorded

Functions = dict[str, dict[str, Any]]
MARK = "client"  # the "event" of the lines that tell where in the output a call begins and ends


def run_tests(file: Path, functions: Functions) -> list[dict[str, Any]]:
    """Runs every function of a file whose name begins with "test", and returns what each gave.

    functions: what the file can import, functions and all else, by their modules.
    """
    tests = _Tests(functions)
    namespace: dict[str, Any] = {"__name__": file.stem}
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), namespace)
    own = [value for value in namespace.values() if inspect.isfunction(value) and value.__module__ == file.stem]
    return [tests.run(test) for test in own if test.__name__.startswith("test")]


def own_functions(test: Path, programs: set[str]) -> Functions:
    """Returns what the modules of the program that a test imports hold, as they are."""
    sys.path.insert(0, str(test.parent))
    _enter_own_folder(test)
    return {name: _public(importlib.import_module(name)) for name in modules_of(test, programs)}


def _enter_own_folder(test: Path) -> None:
    """Makes the folder of a test the working directory if it has no other test: it then has the data of one program."""
    if len(list(test.parent.glob("test_*.py"))) == 1:
        os.chdir(test.parent)


def remote_functions(test: Path, programs: set[str], services: list[dict[str, Any]], runtime: Path) -> Functions:
    """Returns the same with stubs of the functions of services in their place, as any service has them.

    Classes are those of the modules themselves, known to the runtime as in a service.
    runtime: the directory that the package `nanoservice` is in.
    """
    sys.path[:0] = [str(runtime), str(test.parent)]
    _enter_own_folder(test)
    from nanoservice import adopt_module_name

    for name in modules_of(test, programs):
        importlib.import_module(name)
    loaded = sorted(programs & sys.modules.keys())
    found = {name: _public(sys.modules[name]) for name in loaded}
    for name in loaded:
        eval("adopt_module_name(__name__)", vars(sys.modules[name]), {"adopt_module_name": adopt_module_name})
    for service in services:
        for endpoint in service["endpoints"]:
            name = function_name(endpoint)
            if name.startswith("__"):  # Python itself calls the `__getattr__` of a module
                continue
            members = found.setdefault(endpoint["module"], {})
            members[name] = stub(endpoint)
            if endpoint["module"] in sys.modules:  # for the methods of its classes
                setattr(sys.modules[endpoint["module"]], name, members[name])
    return found


def _public(module: types.ModuleType) -> dict[str, Any]:
    return {name: value for name, value in vars(module).items() if not name.startswith("__")}


def stub(endpoint: dict[str, Any]) -> Callable[..., Any]:
    """Returns the stub of an endpoint, as the manifest describes it."""
    import nanoservice

    maker = "remote" + "_async" * endpoint["async"] + "_generator" * endpoint["generator"]
    return getattr(nanoservice, maker)(endpoint["name"], endpoint["dnsLabel"])


def function_name(endpoint: dict[str, Any]) -> str:
    """Returns the name that an endpoint's function has in Python."""
    return endpoint["name"].rpartition(".")[2]


def modules_of(test: Path, programs: set[str]) -> list[str]:
    """Returns which of the programs a test imports, in the order it does."""
    found = []
    for node in ast.walk(ast.parse(test.read_bytes())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return [name for name in dict.fromkeys(found) if name in programs]


class _Tests:
    def __init__(self, functions: Functions) -> None:
        self._recorder = Recorder(_mark)
        self._number = 0
        for module, members in functions.items():
            real = sys.modules.get(module, types.ModuleType(module))
            facade = type(real)(module)  # a module may have changed its class
            # Its `__spec__` and `__path__` are those by which the module's own code finds its data.
            special = {name: value for name, value in vars(real).items() if name.startswith("__")}
            vars(facade).update(special)
            for name, function in members.items():
                is_own = inspect.isfunction(inspect.unwrap(function))
                setattr(facade, name, recorded(lambda: self._recorder, name, function) if is_own else function)
            sys.modules[module] = facade

    def run(self, test: Callable[[], None]) -> dict[str, Any]:
        self._recorder = Recorder(_mark)
        _mark("test", self._number)
        self._number += 1
        failure = _failure(test)
        return {"name": test.__name__, "failure": failure, "calls": self._recorder.calls}


def _failure(test: Callable[[], None]) -> Optional[str]:
    # Whatever a test lets through is its result, for the two runs to be compared.
    try:
        test()
    except BaseException as error:
        file = test.__code__.co_filename
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
        return f"line {lines[-1]}: {describe(error)}"
    return None


def _mark(kind: str, number: int) -> None:
    sys.stdout.flush()
    # The new line ends what was printed without one, as a service does at the end of a call.
    os.write(1, f"\n{json.dumps({'event': MARK, kind: number})}\n".encode())

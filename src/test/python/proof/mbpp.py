"""Makes a folder of programs with tests of the Mostly Basic Python Problems.

Usage: python -m proof.mbpp PROBLEMS FOLDER

PROBLEMS has one JSON object a line. Each becomes `program_<id>.py`, its code byte for byte, and `test_program_<id>.py`,
which imports the functions and whatever the code itself imports, and has one function for each assertion.
"""
from __future__ import annotations

import ast
import json
import sys
import textwrap
import warnings
from pathlib import Path
from typing import Any


def test_source(module: str, problem: dict[str, Any]) -> str:
    """Returns the tests of a problem whose code is the module of that name."""
    body = ast.parse(problem["code"]).body
    imports = [ast.unparse(node) for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = [node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    lines = [*imports, f"from {module} import {', '.join(dict.fromkeys(names))}"]
    setup = problem["test_setup_code"].replace("\r\n", "\n")
    for number, assertion in enumerate(problem["test_list"] + problem["challenge_test_list"], 1):
        statements = textwrap.indent(f"{setup}\n{assertion}".strip().replace("\r\n", "\n"), "    ")
        lines.append(f"\n\ndef test_{number}():\n{statements}")
    return "\n".join(lines) + "\n"


def main(problems: str, folder: str) -> None:
    """Writes the folder."""
    warnings.simplefilter("ignore")  # of "\d" outside raw strings
    directory = Path(folder)
    directory.mkdir(parents=True, exist_ok=True)
    for line in Path(problems).read_text(encoding="utf-8").splitlines():
        problem = json.loads(line)
        module = f"program_{problem['task_id']:03}"
        (directory / f"{module}.py").write_bytes(problem["code"].encode("utf-8"))
        (directory / f"test_{module}.py").write_bytes(test_source(module, problem).encode("utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""CPython's word on a corpus of programs, for the test that decomposes them.

Usage: corpus.py PROGRAMS DIRECTORY

PROGRAMS has a JSON object per line, its source text in the member "code". DIRECTORY holds what was generated from
them. Prints one JSON object: "plain" lists the indices of the programs that hold only functions and plain imports,
"compiled" counts the Python files in DIRECTORY, and "faults" lists those that CPython does not compile.
"""
from __future__ import annotations

import ast
import json
import sys
import warnings
from pathlib import Path


def is_plain(code: str) -> bool:
    """Whether a program's top level holds functions and imports without alias or star, nothing else."""
    return all(
        isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
        or (isinstance(statement, (ast.Import, ast.ImportFrom))
        and all(alias.asname is None and alias.name != "*" for alias in statement.names))
        for statement in ast.parse(code).body
    )


def fault(path: Path) -> str | None:
    """Return why a file does not compile."""
    try:
        compile(path.read_bytes(), str(path), "exec")
    except (SyntaxError, ValueError) as error:
        return f"{path}: {error}"
    return None


def main(programs: str, directory: str) -> None:
    """Print the report."""
    # The programs are full of "\d" outside raw strings, which CPython only warns of.
    warnings.simplefilter("ignore")
    with open(programs, encoding="utf-8") as lines:
        codes = [json.loads(line)["code"] for line in lines]
    files = sorted(Path(directory).rglob("*.py"))
    report = {
        "plain": [index for index, code in enumerate(codes) if is_plain(code)],
        "compiled": len(files),
        "faults": list(filter(None, map(fault, files))),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])

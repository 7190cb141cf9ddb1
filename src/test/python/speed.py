"""How fast CPython reads Python files: what the decomposer's benchmark compares with.

Reads paths from the file that is its argument, one a line, and loads the files. Then, for each line of standard input,
"ast.parse" or "tokenize", does that with every file and writes the seconds that it took.
"""
import ast
import io
import sys
import time
import tokenize
import warnings
from pathlib import Path
from typing import Callable


def tokens(source: bytes) -> None:
    for _ in tokenize.tokenize(io.BytesIO(source).readline):
        pass


READERS: dict[str, Callable[[bytes], object]] = {"ast.parse": ast.parse, "tokenize": tokens}


def seconds(read: Callable[[bytes], object], sources: list[bytes]) -> float:
    start = time.perf_counter()
    for source in sources:
        try:
            read(source)
        except (SyntaxError, ValueError, tokenize.TokenError):
            pass  # some files of the test package are wrong on purpose; their bytes count on both sides
    return time.perf_counter() - start


def main() -> None:
    warnings.simplefilter("ignore")
    paths = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    sources = [Path(path).read_bytes() for path in paths]
    for command in sys.stdin:
        print(seconds(READERS[command.strip()], sources), flush=True)


if __name__ == "__main__":
    main()

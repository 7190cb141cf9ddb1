"""Writes the hashes of the runtime's distributions, ``hashes.txt`` beside ``constraints.txt`` among the plugin's resources.

The index's JSON API lists all files of a release with their SHA-256: https://docs.pypi.org/api/json/. Images accept only files
with one of these hashes. Run this after each change of ``constraints.txt``.

Usage::

    python3 src/tables/hashes.py                    ask the index, and write the file
    python3 src/tables/hashes.py --answers ANSWERS    read answers from ANSWERS/<name>-<version>.json instead
    python3 src/tables/hashes.py --check            ask nothing; exit with 1 if the file does not list each release
"""

import argparse
import json
import re
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

RESOURCES = Path(__file__).parents[1] / "main" / "resources"
API = "https://pypi.org/pypi/{name}/{version}/json"

HEADER = """\
# Release and the SHA-256 of a file of it, wheel or source; an image installs no file with another one.
# Written by src/tables/hashes.py, which asks the index; run it after each change of constraints.txt.
"""

_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;#]+)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Release(NamedTuple):
    """A distribution and its version."""

    name: str
    version: str

    def __str__(self) -> str:
        """Return the text by which pip names it."""
        return f"{self.name}=={self.version}"


def resource(name: str) -> Path:
    """Return the path of a resource of the runtime."""
    (file,) = RESOURCES.rglob(f"runtime/{name}")
    return file


def releases(constraints: str) -> list[Release]:
    """Return the releases that a constraints file pins."""
    lines = [line for line in constraints.splitlines() if line and not line.startswith("#")]
    found = [_PIN.match(line) for line in lines]
    for line, match in zip(lines, found):
        if match is None:
            raise SystemExit(f"constraints.txt: not a pinned release: {line}")
    return [Release(*match.groups()) for match in found if match is not None]


def hashes(answer: dict[str, Any], release: Release) -> list[str]:
    """Return the SHA-256 of each file in an answer of the API, sorted. Files that pip ignores (eggs, installers) are left out."""
    kept = [url for url in answer["urls"] if url["packagetype"] in ("bdist_wheel", "sdist") and not url["yanked"]]
    found = sorted(url["digests"]["sha256"] for url in kept)
    if not found or not all(_SHA256.fullmatch(each) for each in found):
        raise SystemExit(f"{release}: expected files with a SHA-256 each, found {found}")
    return found


def content(wanted: Iterable[Release], answer: Callable[[Release], dict[str, Any]]) -> str:
    """Return the content of the file."""
    lines = [f"{release} {each}\n" for release in wanted for each in hashes(answer(release), release)]
    return HEADER + "".join(lines)


def ask(release: Release) -> dict[str, Any]:
    """Return the answer of the index."""
    with urllib.request.urlopen(API.format(name=release.name, version=release.version), timeout=30) as response:
        found: dict[str, Any] = json.load(response)
        return found


def saved(directory: Path, release: Release) -> dict[str, Any]:
    """Return an answer that was saved."""
    found: dict[str, Any] = json.loads((directory / f"{release.name}-{release.version}.json").read_text(encoding="utf-8"))
    return found


def listed(text: str) -> list[str]:
    """Return the releases of such a file in their order, each once."""
    return list(dict.fromkeys(line.split()[0] for line in text.splitlines() if not line.startswith("#")))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Writes the hashes of the runtime's distributions.")
    parser.add_argument("--answers", type=Path, help="a directory with answers of the index")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a release is not listed")
    options = parser.parse_args()
    wanted = releases(resource("constraints.txt").read_text(encoding="utf-8"))
    if options.check:
        if listed(resource("hashes.txt").read_text(encoding="utf-8")) != [str(release) for release in wanted]:
            raise SystemExit("hashes.txt does not list the releases of constraints.txt. Run: python3 src/tables/hashes.py")
    else:
        directory: Path | None = options.answers
        answer = ask if directory is None else lambda release: saved(directory, release)
        resource("constraints.txt").with_name("hashes.txt").write_text(content(wanted, answer), encoding="utf-8")


if __name__ == "__main__":
    main()

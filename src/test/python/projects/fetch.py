"""Gets the sources of a distribution with pip."""
from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path, PurePosixPath

from .entry import Entry

_COMPILED = (".so", ".pyd")


class NotServed(Exception):
    """The package index does not have a distribution."""


def fetch(entry: Entry, cache: Path, sources: Path) -> None:
    """Puts the packages of a distribution, and `requirements.txt` with what it declares, into a source directory.

    The source distribution is taken if the index has it, else the wheel, which contains the same packages. Compiled
    copies of Python modules are left out. Raises NotServed if the index has neither.
    """
    archive = _download(entry, cache)
    files = _files(archive)
    metadata = next(text for name, text in files.items() if PurePosixPath(name).name in ("METADATA", "PKG-INFO"))
    taken = 0
    for name, content in files.items():
        path = _below_sources(PurePosixPath(name), entry.packages, archive.suffix == ".whl")
        if path is not None and not _is_compiled_copy(name, files):
            target = sources / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            taken += 1
    if not taken:
        raise ValueError(f"{archive.name} has none of {', '.join(entry.packages)}; correct the entry {entry.name}")
    _write_requirements(metadata.decode("utf-8"), sources)
    print(f"{entry.name}: {taken} files of {archive.name}")


def _download(entry: Entry, cache: Path) -> Path:
    folder = cache / f"{entry.name}-{entry.version}"
    for choice in (["--no-binary", ":all:"], ["--only-binary", ":all:"]):
        if not folder.is_dir() or not any(folder.iterdir()):
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *choice, "--dest", str(folder)]
            done = subprocess.run([*command, f"{entry.name}=={entry.version}"], capture_output=True, text=True)
            if done.returncode == 0:
                break
    if not folder.is_dir() or not any(folder.iterdir()):
        raise NotServed(f"pip cannot download {entry.name}=={entry.version}: {done.stderr.strip().splitlines()[-1]}")
    return next(folder.iterdir())


def _files(archive: Path) -> dict[str, bytes]:
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/")}
    with tarfile.open(archive) as tar:
        members = [member for member in tar.getmembers() if member.isfile()]
        return {member.name: tar.extractfile(member).read() for member in members}  # type: ignore[union-attr]


def _below_sources(path: PurePosixPath, packages: tuple[str, ...], is_wheel: bool) -> PurePosixPath | None:
    """Returns where a file of an archive goes, or None if it is not of the packages.

    A source distribution has them in its first directory, or in `src` there.
    """
    parts = path.parts if is_wheel else path.parts[1:]
    if not is_wheel and parts[:1] == ("src",):
        parts = parts[1:]
    return PurePosixPath(*parts) if parts and parts[0] in packages else None


def _is_compiled_copy(name: str, files: dict[str, bytes]) -> bool:
    return name.endswith(_COMPILED) and name.partition(".")[0] + ".py" in files


def _write_requirements(metadata: str, sources: Path) -> None:
    """Writes the dependencies that a distribution declares as the plugin reads them."""
    declared = Parser().parsestr(metadata, headersonly=True).get_all("Requires-Dist", [])
    lines = [requirement for requirement in declared if "extra ==" not in requirement]
    if lines:
        (sources / "requirements.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

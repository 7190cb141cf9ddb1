"""Takes one entry through its steps; RealProjectsTest calls them.

python -m projects gather ENTRIES NAME WORK       puts the sources into WORK/NAME/sources; ends with 75 if pip has them not
python -m projects install BUNDLE WORK            installs what a bundle requires into WORK/venv; ends with 75 likewise
python -m projects load NAME WORK                 starts each service of WORK/NAME/loaded; run by WORK/venv
python -m projects compare ENTRIES NAME WORK      compares calls of WORK/NAME/bundle with plain calls; run by WORK/venv

A program of ours is in `src/test/programs/real`. Its folder `NAME` is copied, and `prepare_NAME.py` beside it, if there is
one, is run with the copy as argument: it makes the data files.
"""
from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from proof.verdict import Bundle, compare, prepare

from .entry import Entry, read
from .fetch import NotServed, fetch
from .loading import failures
from .tests import write

_NOT_SERVED = 75  # EX_TEMPFAIL of sysexits.h: another index may have it
_PROGRAMS = Path(__file__).resolve().parents[2] / "programs" / "real"


def gather(entry: Entry, work: Path) -> None:
    """Puts the sources of an entry into a directory of its own."""
    sources = work / entry.name / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    if entry.version:
        fetch(entry, work / "downloads", sources)
        return
    shutil.copytree(_PROGRAMS / entry.name, sources, dirs_exist_ok=True)
    script = _PROGRAMS / f"prepare_{entry.name}.py"
    if script.is_file():
        install([sources / "requirements.txt"], work)
        subprocess.run([_python(work), str(script), str(sources)], check=True)


def install(files: list[Path], work: Path) -> None:
    """Installs the requirements in some files into the virtual environment, which all entries share."""
    if not Path(_python(work)).exists():
        venv.create(work / "venv", with_pip=True)
    options = [option for file in files for option in ("--requirement", str(file))]
    command = [_python(work), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NotServed(f"pip cannot install what is required: {done.stderr.strip().splitlines()[-1]}")


def _python(work: Path) -> str:
    return str(work / "venv" / "bin" / "python")


def answers_alike(entry: Entry, work: Path) -> bool:
    """Prints how the services of an entry answer, compared with plain calls; returns whether they answer alike."""
    test = work / entry.name / "sources" / f"test_{entry.name.replace('-', '_')}.py"
    write(entry.calls, test)
    try:
        with tempfile.TemporaryDirectory() as directory:
            prepare(directory)
            verdict = compare(test, Bundle(work / entry.name / "bundle"), self_calls=False)
    finally:
        test.unlink()
    faults = [*verdict.differences, *filter(None, [verdict.skipped])]
    if not faults and verdict.requests < len(entry.calls):
        faults.append(f"{len(entry.calls)} calls made {verdict.requests} requests only")
    for fault in faults:
        print(f"{entry.name}: {fault}")
    print(f"{entry.name}: {len(entry.calls)} calls, {verdict.requests} requests, {len(faults)} differences")
    return not faults


def all_load(name: str, work: Path) -> bool:
    """Prints which services of an entry do not start; returns whether all do."""
    faults = failures(work / name / "loaded", work / name / "sources", sys.executable)
    for fault in faults:
        print(f"{name}: {fault}")
    return not faults


def main(step: str, *arguments: str) -> int:
    """Runs one step; returns the exit code."""
    try:
        if step == "install":
            install(sorted(Path(arguments[0]).glob("*/requirements.txt")), Path(arguments[1]).resolve())
            return 0
        if step == "load":
            return 0 if all_load(arguments[0], Path(arguments[1]).resolve()) else 1
        entry, work = read(Path(arguments[0]), arguments[1]), Path(arguments[2]).resolve()
        if step == "gather":
            gather(entry, work)
            return 0
        return 0 if answers_alike(entry, work) else 1
    except NotServed as error:
        print(error)
        return _NOT_SERVED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""The runtime of a bundle, where local services find it."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_UNPACK = Path(__file__).parents[3] / "main/resources/io/github/nanoservice/engine/unpack_runtime.py"


def unpacked(bundle: Path) -> Path:
    """Returns the directory that the package `nanoservice` is in: beside the bundle, and with bytecode, as the plugin has it."""
    wheel = next(bundle.glob("*/nanoservice_runtime-*.whl"))  # all services have the same one
    directory = bundle.parent / wheel.stem
    if not directory.exists():
        subprocess.run([sys.executable, str(_UNPACK), str(wheel), str(directory)], check=True)
    return directory

"""Writes wheels of what this Python has installed, and of the distribution that only the private index has.

python wheels.py DIRECTORY
"""
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

FRIEND = {
    "absent_friend.py": "TOAST = 'cheers'\n",
    "absent_friend-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: absent-friend\nVersion: 1.0\n",
    "absent_friend-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "absent_friend-1.0.dist-info/RECORD": "",
}


def main(directory: Path) -> None:
    directory.mkdir()
    for distribution in distributions():
        tags = [line[5:] for line in (distribution.read_text("WHEEL") or "").splitlines() if line.startswith("Tag: ")]
        if tags:
            name = distribution.metadata["Name"].replace("-", "_")
            with zipfile.ZipFile(directory / f"{name}-{distribution.version}-{tags[0]}.whl", "w") as wheel:
                for file in distribution.files or []:
                    if file.parts[0] != ".." and file.suffix != ".pyc" and file.locate().is_file():
                        wheel.write(file.locate(), file.as_posix())
    with zipfile.ZipFile(directory / "absent_friend-1.0-py3-none-any.whl", "w") as wheel:
        for path, text in FRIEND.items():
            wheel.writestr(path, text)


main(Path(sys.argv[1]))

"""Files that are opened from the root of the sources."""
import configparser
import glob
import os
from pathlib import Path

PARTS = sorted(glob.glob("config/parts/*.ini"))
with open("config/defaults.ini") as _file:
    DEFAULTS = _file.read()


def option(section, name):
    parser = configparser.ConfigParser()
    parser.read_string(DEFAULTS)
    parser.read(PARTS)
    return parser[section][name]


def parts():
    return [os.path.basename(part) for part in PARTS]


def banner():
    with open("banner.txt", encoding="utf-8") as file:
        return file.read()


def exists(paths):
    return [Path(path).is_file() for path in paths]

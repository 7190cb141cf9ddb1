"""Data beside a module, found by its path."""
import csv
import json
import os.path
from pathlib import Path

HERE = Path(__file__).parent

with (HERE / "stations.json").open(encoding="utf-8") as file:
    STATIONS = json.load(file)


def height(name):
    return STATIONS[name]["height"]


def readings(name):
    path = os.path.join(os.path.dirname(__file__), "data", f"{name}.csv")
    if not os.path.exists(path):
        raise LookupError(f"no readings of {name}")
    with open(path, newline="") as file:
        return [(day, float(value)) for day, value in csv.reader(file)]


def raw():
    return (HERE / "data" / "sign.bin").read_bytes()


def files():
    return sorted(path.name for path in (HERE / "data").iterdir())

from pathlib import Path

from settings import banner, option


def shown(names):
    return {name: option("main", name) for name in names}, banner().strip()


def lines():
    return Path("banner.txt").read_text(encoding="utf-8").splitlines()

"""Data of packages, found by importlib.resources."""
from functools import lru_cache
from importlib import resources
from importlib.resources import as_file, files


@lru_cache(maxsize=None)
def words(language):
    resource = files("words.lists").joinpath(language + ".txt")
    if not resource.is_file():
        raise LookupError(f"no words of {language}")
    return frozenset(resource.read_text("utf-8").split())


def is_known(word, language="en"):
    return word in words(language)


def languages():
    return sorted(entry.name[:-4] for entry in resources.files(__package__ + ".lists").iterdir() if entry.name[-4:] == ".txt")


def licence():
    with as_file(files(__package__) / "LICENCE.md") as path:
        return path.read_text().strip(), path.name


def size(language):
    with (files("words") / "lists" / f"{language}.txt").open("rb") as file:
        return len(file.read())

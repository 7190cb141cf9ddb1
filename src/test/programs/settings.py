"""Reads settings, and says where and why they are wrong."""
import json


def convert(kind, text):
    return {"int": int, "float": float, "bool": json.loads}[kind](text)


def parse_line(line, number):
    """Returns a name and a value of `name: kind = text`."""
    name, _, rest = line.partition(":")
    kind, _, text = rest.partition("=")
    try:
        return name.strip(), convert(kind.strip(), text.strip())
    except KeyError as error:
        raise LookupError(f"line {number}: no kind {error.args[0]!r}") from error
    except ValueError as error:
        raise ValueError(number, line, str(error)) from None


def read(text):
    settings = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            name, value = parse_line(line, number)
            settings[name] = value
    return settings


def read_or(text, default):
    """Returns the settings, or `default` with the complaint."""
    try:
        return read(text)
    except (LookupError, ValueError) as error:
        return default, type(error), error.args

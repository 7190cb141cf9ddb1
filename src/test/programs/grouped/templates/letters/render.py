"""Templates in a directory of a package, and a catalogue of translations."""
import gettext
from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).resolve().parent / "templates"
LOCALE = TEMPLATES.parent / "locale"


class MissingField(LookupError):
    pass


def load(name):
    return (TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")


def render(name, fields):
    try:
        body = Template(load(name)).substitute(fields)
    except KeyError as error:
        raise MissingField(*error.args) from None
    return body + Template(load("parts/footer")).safe_substitute(fields)


def translated(text, language):
    return gettext.translation("letters", LOCALE, [language], fallback=True).gettext(text)


def names():
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.txt"))

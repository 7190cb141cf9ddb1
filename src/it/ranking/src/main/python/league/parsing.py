"""What people write into a results form, as values."""
import re
from datetime import date, datetime


def parse_date(text: str) -> date:
    """Return the day that a text names, or raise ValueError."""
    for layout in ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y"):
        try:
            return datetime.strptime(text.strip(), layout).date()
        except ValueError:
            continue
    raise ValueError(f"not a day: {text!r}")


def parse_distance(text: str, default_unit: str = "km") -> float:
    """Return a distance in kilometres, or raise ValueError."""
    match = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(km|miles|mi|m)?\s*", text)
    if match is None:
        raise ValueError(f"not a distance: {text!r}")
    number, unit = match.groups(default=default_unit)
    metres = {"km": 1000, "mi": 1609.34, "miles": 1609.34, "m": 1}[unit]
    return float(number.replace(",", ".")) * metres / 1000


def parse_times(texts):
    """Return the seconds of each time, None for a runner who did not finish."""
    seconds = []
    for text in texts:
        parts = [int(part) for part in re.findall(r"\d+", text)]
        total = 0
        for part in parts:
            total = total * 60 + part
        seconds.append(total or None)
    return seconds


def tidy_name(name: str) -> str:
    """Return a name as "First Last", whichever way it was written."""
    name = " ".join(name.split())
    if match := re.fullmatch(r"(.+), (.+)", name):
        name = f"{match[2]} {match[1]}"
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)

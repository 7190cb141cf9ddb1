"""From a file of results to clean rows."""
import csv

from . import parsing
from .parsing import parse_date, parse_distance


def read_rows(path, *, encoding="utf-8"):
    """Return the rows of a CSV file, each a dictionary of texts."""
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def readable(texts, kind):
    """Return the value of every text that can be read as a day or a distance, and the faults."""
    parse = {"day": parse_date, "distance": parse_distance}[kind]
    values, faults = {}, []
    for text in sorted(set(texts)):
        try:
            values[text] = parse(text)
        except ValueError as fault:
            faults.append(str(fault))
    return values, faults


def names(texts):
    """Return the tidy name of every text that holds a name."""
    written = sorted({text for text in texts if any(map(str.isalpha, text))})
    return dict(zip(written, map(parsing.tidy_name, written)))


def clean_rows(rows):
    """Return what can be used of the rows, and what is wrong with the rest.

    A result has the keys day, race, km, runner, club, born and seconds.
    """
    days, bad_days = readable([row["date"] for row in rows], "day")
    distances, bad_distances = readable([row["distance"] for row in rows], kind="distance")
    runners = names([row["runner"] for row in rows])
    times = parsing.parse_times([row["time"] for row in rows])
    results = [
        {
            "day": days[row["date"]],
            "race": row["race"],
            "km": round(distances[row["distance"]], 3),
            "runner": runners[row["runner"]],
            "club": row["club"],
            "born": int(row["born"]),
            "seconds": seconds,
        }
        for row, seconds in zip(rows, times)
        if row["date"] in days
        and row["distance"] in distances
        and row["runner"] in runners
        and seconds is not None
    ]
    return results, bad_days + bad_distances


def without_duplicates(results):
    """Return each runner's fastest result of each race, in the order of day, race and runner."""
    fastest = {}
    for result in results:
        key = (result["day"], result["race"], result["runner"])
        if key not in fastest or result["seconds"] < fastest[key]["seconds"]:
            fastest[key] = result
    return [fastest[key] for key in sorted(fastest)]

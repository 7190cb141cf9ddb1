"""The table of the season, as it is printed."""
from datetime import date

from .scoring import club_table


def by_points(entry):
    """Sort key of a runner and points: most points first, then by name."""
    runner, points = entry
    return -points, runner


def placed(table):
    """Return (place, runner, points) for a sorted table; who has equal points shares a place."""
    places = []
    for index, (runner, points) in enumerate(table, start=1):
        tied = places and places[-1][2] == points
        places.append((places[-1][0] if tied else index, runner, points))
    return places


def divisions(places, size=10):
    """Return the places in divisions, each twice as large as the one above it."""
    if len(places) <= size:
        return [places]
    return [places[:size]] + divisions(places[size:], size=size * 2)


def long_day(day: date) -> str:
    """Return a day as it is said: 9 March 2025."""
    return f"{day.day} {day:%B %Y}"


def line(place, runner, points, *, width=24):
    """Return a line of the table."""
    return f"{place:>3}. {runner:<{width}} {points:6.1f}"


def summary(results, season, faults, top=10):
    """Return the whole report as a dictionary."""
    table = sorted(season.items(), key=by_points)
    places = placed(table)
    first, last = results[0]["day"], results[-1]["day"]
    return {
        "season": " to ".join(map(long_day, [first, last])),
        "results": len(results),
        "table": [line(*place) for place in places[:top]],
        "divisions": [len(division) for division in divisions(places, top)],
        "clubs": club_table(
            results,
            season=season,
        ),
        "faults": faults,
    }

"""Ranks the runners of a season: python3 src/main/python/main.py"""
import json
import sys

import league.reading
from league.report import summary
from league.scoring import season_points


def main(path="src/main/data/results.csv", top=10, **scoring):
    """Return the report of a file of results; scoring takes best and at_least."""
    rows = league.reading.read_rows(path)
    results, faults = league.reading.clean_rows(rows)
    results = league.reading.without_duplicates(results)
    season = season_points(results, **scoring)
    return summary(results, season, faults, top=top)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:2])))

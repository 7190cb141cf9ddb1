"""Points: a hundred for the pace of the middle of the field, more for a faster one."""
import statistics


def paces(results):
    """Return the seconds per kilometre of each race's middle runner, by day and race."""
    by_race = {}
    for result in results:
        pace = result["seconds"] / result["km"]
        by_race.setdefault((result["day"], result["race"]), []).append(pace)
    return {race: statistics.median(values) for race, values in by_race.items()}


def race_points(results, medians):
    """Return (runner, club, points) for each result."""
    points = []
    for result in results:
        pace = result["seconds"] / result["km"]
        ratio = medians[result["day"], result["race"]] / pace
        points.append((result["runner"], result["club"], round(100 * ratio, 1)))
    return points


def best_of(*points, count=3):
    """Return the sum of the highest points."""
    return round(sum(sorted(points, reverse=True)[:count]), 1)


def season_points(results, *, best=6, at_least=3):
    """Return the points of each runner who came to enough races, from the best of them."""
    by_runner = {}
    for runner, _, points in race_points(results, medians=paces(results)):
        by_runner.setdefault(runner, []).append(points)
    return {
        runner: best_of(*points, count=best)
        for runner, points in sorted(by_runner.items())
        if len(points) >= at_least
    }


def form(points):
    """Return how steady some points are: their mean and their standard deviation."""
    deviation = statistics.stdev(points) if len(points) > 1 else 0.0
    return round(statistics.mean(points), 1), round(deviation, 1)


def club_table(results, season):
    """Return the clubs with the form of their members, best mean first."""
    members = {}
    for result in results:
        if result["runner"] in season:
            members.setdefault(result["club"], set()).add(result["runner"])
    table = {
        club: form([season[runner] for runner in sorted(runners)])
        for club, runners in sorted(members.items())
    }
    return sorted(table.items(), key=lambda entry: entry[1], reverse=True)

"""Rankings by any criterion: functions as keys, comparisons and criteria of criteria."""
from functools import cmp_to_key, reduce


def points(team):
    return 3 * team["won"] + team["drawn"]


def goal_difference(team):
    return team["scored"] - team["conceded"]


def compare(left, right):
    """Compares two teams as `cmp_to_key` asks for: negative where the left one goes first."""
    for criterion in (points, goal_difference):
        difference = criterion(right) - criterion(left)
        if difference:
            return difference
    return (left["name"] > right["name"]) - (left["name"] < right["name"])


def table(teams, comparison=compare):
    return [team["name"] for team in sorted(teams, key=cmp_to_key(comparison))]


def best(teams, criterion):
    return max(teams, key=criterion)["name"]


def fold(function, values, start):
    return reduce(function, values, start)


def add_points(total, team):
    return total + points(team)

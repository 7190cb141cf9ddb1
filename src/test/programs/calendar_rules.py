"""Dates of appointments that come again, in the time of a place."""
from datetime import date, datetime, time, timedelta, timezone


def easter(year):
    """Returns the Sunday of Easter in the Gregorian calendar (Gauss, Lichtenberg)."""
    a, century = year % 19, year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    seed = (19 * a + moon) % 30
    correction = (seed + a // 11) // 29
    full = 21 + seed - correction
    sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full + 7 - (full - sunday) % 7 - 1)


def holidays(year):
    """Returns the names of holidays by their dates."""
    sunday = easter(year)
    return {sunday - timedelta(2): "Good Friday", sunday: "Easter", date(year, 12, 25): "Christmas"}


def workdays(start, end):
    """Yields the days from start to end, without it, that are neither weekend nor holiday."""
    day = start
    while day < end:
        if day.weekday() < 5 and day not in holidays(day.year):
            yield day
        day += timedelta(days=1)


def at(day, hour, offset):
    return datetime.combine(day, time(hour), timezone(timedelta(hours=offset)))


def gap(left, right):
    return right - left

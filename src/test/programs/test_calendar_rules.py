from datetime import date, datetime, timedelta, timezone

from calendar_rules import at, easter, gap, holidays, workdays


def test_easter():
    assert [easter(year) for year in (2024, 2025, 2026)] == [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)]


def test_dates_as_keys():
    assert holidays(2026)[date(2026, 4, 3)] == "Good Friday"


def test_a_stream_of_dates():
    days = list(workdays(date(2026, 4, 2), date(2026, 4, 8)))
    assert days == [date(2026, 4, 2), date(2026, 4, 6), date(2026, 4, 7)]


def test_times_of_places():
    here, there = at(date(2026, 1, 1), 12, 1), at(date(2026, 1, 1), 12, -5)
    assert gap(here, there) == timedelta(hours=6)
    assert here.astimezone(timezone.utc) == datetime(2026, 1, 1, 11, tzinfo=timezone.utc)

"""What the benchmarks make of their measurements."""
from __future__ import annotations

import math
import unittest
from collections import Counter

from bench import endurance, goals
from bench.chart import Bar, bars
from bench.endurance import Latencies, Period
from bench.goals import AT_LEAST, AT_MOST, Goal
from bench.processes import Memory


def period(rss: float, microseconds: float, errors: int = 0) -> Period:
    found = Period(1.0, Memory(rss, rss), Memory(30.0, 30.0))
    for _ in range(100):
        found.latencies.add(microseconds)
    found.errors.update(Counter(error=errors))
    return found


class GoalsTest(unittest.TestCase):
    def test_table_says_what_was_missed(self) -> None:
        table = goals.table([Goal("p50", 0.45, AT_MOST, 0.45), Goal("calls", 1.2, AT_LEAST, 1.25)])
        self.assertIn("| p50 | at most 0.45 | 0.45 | met |", table)
        self.assertIn("| calls | at least 1.25 | 1.20 | **missed** |", table)

    def test_figure_without_a_measurement_is_missed(self) -> None:
        self.assertFalse(Goal("p99", math.nan, AT_MOST, 1.1).met)


class LatenciesTest(unittest.TestCase):
    def test_quantiles_are_within_two_percent(self) -> None:
        latencies = Latencies()
        for microseconds in range(100, 10_100):
            latencies.add(float(microseconds))
        self.assertEqual(latencies.calls, 10_000)
        for part, expected in ((0.5, 5_100), (0.99, 10_000)):
            self.assertAlmostEqual(latencies.quantile(part) / expected, 1, delta=0.02)

    def test_latency_out_of_range_counts_as_the_longest(self) -> None:
        latencies = Latencies()
        latencies.add(1e15)
        self.assertEqual(latencies.calls, 1)

    def test_no_call_has_no_quantile(self) -> None:
        self.assertTrue(math.isnan(Latencies().quantile(0.5)))


class EnduranceTest(unittest.TestCase):
    def test_same_figures_at_the_end_meet_the_goals(self) -> None:
        self.assertTrue(all(goal.met for goal in endurance.compare(period(30, 500), period(30, 500), 0)))

    def test_growth_slower_calls_and_errors_are_missed(self) -> None:
        reached = endurance.compare(period(30, 500), period(40, 900), 1)
        self.assertEqual([goal.met for goal in reached], [False, True, False, False])

    def test_periods_together_have_all_calls_and_errors(self) -> None:
        found = endurance.together([period(30, 100), period(50, 1_000, 2), period(31, 100)])
        self.assertEqual((found.seconds, found.latencies.calls, found.service.rss), (3.0, 300, 31))
        self.assertEqual(found.errors, Counter(error=2))


class ChartTest(unittest.TestCase):
    def test_longest_bar_of_each_group_has_the_full_width(self) -> None:
        groups = {"1 caller": [Bar("a", 1, "1", False), Bar("b", 2, "2", True)], "8 callers": [Bar("a", 900, "900", False)]}
        self.assertEqual(bars("<calls>", groups).count('width="490.0"'), 2)


if __name__ == "__main__":
    unittest.main()

"""The places of threads that wait for slow callers."""
from __future__ import annotations

import unittest
from collections.abc import Callable

import services  # noqa: F401  # sets the environment variables that the runtime reads

from nanoservice.server.waiting_places import WaitingPlaces


class WaitingPlacesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.places = WaitingPlaces(2)
        self.gave_up: list[str] = []

    def waiter(self, name: str) -> Callable[[], None]:
        return lambda: self.gave_up.append(name)

    def test_the_one_furthest_behind_gives_up(self) -> None:
        for name, since in (("new", 3.0), ("slow", 1.0), ("next", 2.0), ("last", 4.0)):
            self.places.enter(self.waiter(name), since)
        self.assertEqual(self.gave_up, ["slow", "next"])

    def test_place_that_was_left_is_free(self) -> None:
        first = self.waiter("first")
        self.places.enter(first, 1.0)
        self.places.leave(first)
        for name in ("second", "third"):
            self.places.enter(self.waiter(name), 2.0)
        self.assertEqual(self.gave_up, [])

    def test_leaving_after_the_place_was_lost_changes_nothing(self) -> None:
        lost = self.waiter("lost")
        self.places.enter(lost, 1.0)
        for name in ("second", "third"):
            self.places.enter(self.waiter(name), 2.0)
        self.places.leave(lost)
        self.assertEqual(self.gave_up, ["lost"])


if __name__ == "__main__":
    unittest.main()

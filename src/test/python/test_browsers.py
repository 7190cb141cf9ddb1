"""A real browser: pages of other origins run no function, and pages that may call do."""
from __future__ import annotations

import unittest
from typing import Any, ClassVar

from attacks.browsers import (
    ALLOWED,
    BEHIND_PROXY,
    CHROMIUM,
    EVIL,
    attack,
    own_address,
    rebinding,
    redirected_navigation,
    running_service,
    visit,
)
from attacks.outcome import Outcome
from services import Service


@unittest.skipUnless(CHROMIUM, "Chromium is not installed")
class BrowsersTest(unittest.TestCase):
    service: ClassVar[Service]

    @classmethod
    def setUpClass(cls) -> None:
        cls.service = running_service()
        cls.addClassCleanup(cls.service.stop)

    def assert_held(self, outcome: Outcome) -> None:
        self.assertTrue(outcome.held, outcome)

    def test_page_of_another_site(self) -> None:
        self.assert_held(attack(self.service, "another site", f"http://{EVIL}/", "127.0.0.1"))

    def test_page_of_another_port_of_this_machine(self) -> None:
        self.assert_held(attack(self.service, "another port", "http://127.0.0.1:PORT/", "127.0.0.1"))

    def test_page_of_another_site_to_an_address_that_is_not_loopback(self) -> None:
        address = own_address()
        if address is None:
            self.skipTest("this machine has no network")
        self.assert_held(attack(self.service, "over the network", f"http://{EVIL}/", address))

    def test_rebound_name(self) -> None:
        self.assert_held(rebinding(self.service))

    def test_redirect_of_the_address_bar(self) -> None:
        self.assert_held(redirected_navigation(self.service))

    def read(self, url: str, base: str) -> dict[str, Any]:
        result: dict[str, Any] = visit(url, "reads", base, self.service.port)
        return result

    def test_page_of_its_own_origin_calls(self) -> None:
        results = self.read(f"http://{BEHIND_PROXY}/", "")
        self.assertEqual(results, {way: [200, f'"{way}"'] for way in ("get", "post", "post with the token")})

    def test_page_of_an_allowed_origin_calls(self) -> None:
        results = self.read(f"http://{ALLOWED}/", f"http://127.0.0.1:{self.service.port}")
        self.assertEqual(results, {way: [200, f'"{way}"'] for way in ("get", "post", "post with the token")})

    def test_page_of_any_other_origin_reads_nothing(self) -> None:
        results = self.read(f"http://{EVIL}/", f"http://127.0.0.1:{self.service.port}")
        self.assertEqual(results, {way: [0, ""] for way in ("get", "post", "post with the token")})


if __name__ == "__main__":
    unittest.main()

"""The comparison of programs with their services notices what it is there for."""
from __future__ import annotations

import unittest
from collections import OrderedDict, defaultdict
from typing import Any, Optional

from proof import comparison
from proof.description import describe, describe_call
from proof.stage import Observation


def call(function: str = "f", outcome: str = "returned 1", **more: Any) -> dict[str, Any]:
    return {"function": function, "arguments": "()", "number": 0, "alone": True, "outcomes": [outcome], **more}


def observation(*calls: dict[str, Any], failure: Optional[str] = None, output: str = "") -> Observation:
    test = {"name": "test", "failure": failure, "calls": [*calls]}
    return Observation([test], '{"event": "client", "test": 0}\n' + output)


def differences(left: Observation, right: Observation) -> list[str]:
    return comparison.differences(left, right, streams={"s"})


class DescriptionTest(unittest.TestCase):
    def test_what_equality_does_not_tell_apart(self) -> None:
        for left, right in [
            (1, True),
            (1, 1.0),
            (0.0, -0.0),
            ((1,), [1]),
            ({}, OrderedDict()),
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            (defaultdict(int), defaultdict(list)),
            (set(), frozenset()),
            ("1", 1),
            (b"a", bytearray(b"a")),
            (ValueError("a"), ValueError("a", None)),
        ]:
            self.assertNotEqual(describe(left), describe(right))

    def test_the_order_of_a_set_is_none(self) -> None:
        self.assertEqual(describe({"b", "a", "c"}), describe({"c", "b", "a"}))

    def test_one_list_twice_is_not_two_lists(self) -> None:
        one: list[int] = []
        self.assertNotEqual(describe([one, one]), describe([[], []]))
        self.assertNotEqual(describe_call((one,), {}, one), describe_call(([],), {}, []))

    def test_a_circle_ends(self) -> None:
        circle: list[Any] = []
        circle.append(circle)
        self.assertEqual(describe(circle), "[<the same as 0>]")

    def test_long_texts_differ_in_their_last_character(self) -> None:
        self.assertNotEqual(describe("x" * 9999 + "y"), describe("x" * 9999 + "z"))
        self.assertLess(len(describe("x" * 99999)), 5000)

    def test_a_cause_belongs_to_an_exception(self) -> None:
        alone, caused = KeyError(1), KeyError(1)
        caused.__cause__ = ValueError()
        self.assertNotEqual(describe(alone), describe(caused))


class ComparisonTest(unittest.TestCase):
    def test_nothing_differs(self) -> None:
        self.assertEqual(differences(observation(call()), observation(call())), [])

    def test_values(self) -> None:
        found = differences(observation(call()), observation(call(outcome="raised E()")))
        self.assertEqual(found, ["test: f() returned 1, decomposed raised E()"])

    def test_arguments_that_were_changed(self) -> None:
        found = differences(observation(call(after="([1])")), observation(call(after="([])")))
        self.assertEqual(found, ["test: f() left ([1]), decomposed ([])"])

    def test_a_call_too_many(self) -> None:
        found = differences(observation(call()), observation(call(), call()))
        self.assertEqual(found, ["test: 1 calls were made, decomposed 2"])

    def test_a_failing_test(self) -> None:
        found = differences(observation(), observation(failure="line 1: E()"))
        self.assertEqual(found, ["test: as it is passes, decomposed fails: line 1: E()"])

    def test_a_run_that_broke_off(self) -> None:
        self.assertEqual(differences(observation(), Observation(fault="it broke off")), ["it broke off"])

    def test_calls_at_the_same_time_have_no_order(self) -> None:
        first, second = call("f", alone=False), call("g", alone=False)
        self.assertEqual(differences(observation(first, second), observation(second, first)), [])
        self.assertNotEqual(differences(observation(call("f"), call("g")), observation(call("g"), call("f"))), [])

    def test_output(self) -> None:
        left, right = observation(output="a\nb\n"), observation(output="b\na\n")
        self.assertEqual(differences(left, right), ["test: printed a, decomposed b"])
        self.assertEqual(differences(left, observation(output="a\n")), ["test: printed b, decomposed nothing more"])

    def test_what_services_log_is_no_output(self) -> None:
        log = '{"event": "call", "function": "f", "trace": "1"}\n'
        self.assertEqual(differences(observation(output="a\n"), observation(output=f"a\n{log}")), [])

    def test_one_trace_for_each_call(self) -> None:
        begin = '{"event": "client", "begin": 0}\n'
        log = '{"event": "call", "function": "%s", "trace": "%d"}\n'
        one = observation(call(), output=begin + log % ("g", 1) + log % ("f", 1))
        self.assertEqual(differences(observation(call()), one), [])
        two = observation(call(), output=begin + log % ("g", 1) + log % ("f", 2))
        self.assertEqual(differences(observation(call()), two), ["test: f() left 2 traces"])
        late_stream = observation(call(), output=begin + log % ("s", 1) + log % ("f", 2))
        self.assertEqual(differences(observation(call()), late_stream), [])

    def test_a_rule_explains_what_it_says_and_nothing_else(self) -> None:
        refused = "f() returned 1, decomposed raised TypeError('a value of type function cannot be sent')"
        self.assertIsNotNone(comparison.rule(refused, self_calls=False))
        late = "f() returned 1, decomposed raised TimeoutError('f did not answer before the deadline')"
        self.assertIsNone(comparison.rule(late, self_calls=False))
        self.assertIsNotNone(comparison.rule(late, self_calls=True))


if __name__ == "__main__":
    unittest.main()

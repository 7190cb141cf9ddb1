"""A message costs what its bytes pay for: short texts that describe much work are refused."""
from __future__ import annotations

import contextlib
import gc
import io
import json
import re
import subprocess
import sys
import unittest
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, Flag, IntFlag
from typing import Any

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice import adopt_module_name
from nanoservice.wire.codec import loads
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

__name__ = adopt_module_name("limited")

_MODULUS = 2**61 - 1  # of the hashes of numbers


@dataclass(frozen=True)
class Pair:
    left: Any
    right: Any


class Weak:
    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weak) and self.number == other.number


class Plain:
    pass


class Permission(IntFlag):
    READ = 1
    WRITE = 2


class Wide(IntFlag):
    FIRST = 1
    LAST = 1 << 300


class Color(Enum):
    RED = "red"


class Option(Flag):
    A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q = (1 << number for number in range(17))  # noqa: E741


def read(text: str) -> Any:
    return Reader().read(loads(text))


def tagged(tag: str, content: Any) -> str:
    return json.dumps({"$" + tag: content})


def numbers(tag: str, found: Iterable[Any]) -> str:
    return tagged(tag, list(found))


def pairs(levels: int) -> list[Any]:
    """Returns the node of a list of pairs, each of which contains the one before it twice."""
    found: list[Any] = [{"$object": ["limited:Pair", "object", [{"left": 0, "right": 0}]]}]
    for number in range(1, levels):  # the list has the number 0
        same = {"$same": number}
        found.append({"$object": ["limited:Pair", "object", [{"left": same, "right": same}]]})
    return found


class RefusedTest(unittest.TestCase):
    def assert_refused(self, text: str) -> None:
        with self.assertRaises(ValueError):
            read(text)

    def test_states_that_are_no_dictionaries(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for state in ({"$NotImplementedType": None}, 1, [1], "x", {"$tuple": [{"$NotImplementedType": None}]}):
                with self.subTest(state=state):
                    with self.assertRaisesRegex(ValueError, "must be a dictionary"):
                        read(tagged("object", ["limited:Plain", "object", [[state]]]))

    def test_numbers_whose_text_is_short_but_whose_digits_are_many(self) -> None:
        for text in (
            tagged("Fraction", ["1e99999999"]),
            tagged("Fraction", ["1e99999999", 1]),
            tagged("Fraction", [{"$Decimal": "1e999999"}]),
            tagged("Fraction", [{"$int": "0x" + "f" * 300_000}, 3]),
            tagged("Decimal", [0, [1], 5]),
            tagged("complex", ["1", 2.0]),
            tagged("range", [0, 1.5]),
            tagged("timedelta", [1e9, 0, 0]),
            tagged("int", 5),
            tagged("float", 10**400),
            "[" + "9" * 20_001 + "]",
        ):
            with self.subTest(text[:60]):
                self.assert_refused(text)

    def test_keys_with_equal_hashes(self) -> None:
        multiples = [number * _MODULUS for number in range(2000)]
        weak = [{"$object": ["limited:Weak", "object", [{"number": number}]]} for number in range(2000)]
        powers = [2.0 ** (61 * number) for number in range(-16, 17)]  # have the hash 1
        kinds: dict[str, list[Any]] = {
            "int": multiples,
            "Decimal": [{"$Decimal": str(number)} for number in multiples],
            "Fraction": [{"$Fraction": [number, 1]} for number in multiples],
            "complex": [{"$complex": [real, imaginary]} for real in powers for imaginary in powers],
            "tuple": [{"$tuple": [number]} for number in multiples],
            "UUID": [{"$UUID": f"{number * _MODULUS + 5:032x}"} for number in range(2000)],
            "instance": weak,
        }
        for name, keys in kinds.items():
            items = [[key, 1] for key in keys]
            for text in (
                tagged("set", keys),
                tagged("frozenset", keys),
                tagged("dict", items),
                tagged("OrderedDict", items),
                tagged("Counter", items),
                tagged("defaultdict", [items, None]),
                tagged("dict_keys", keys),
                tagged("dict_items", items),
                tagged("object", ["limited:Unknown", "set", [{}, keys]]),
            ):
                with self.subTest(name + " " + text[:20]):
                    self.assert_refused(text)

    def test_keys_with_equal_hashes_in_many_sets(self) -> None:
        keys = [number * _MODULUS for number in range(317)]
        self.assert_refused(json.dumps([{"$set": keys}] * 20))

    def test_fractions_with_equal_hashes_in_many_small_sets(self) -> None:
        keys = [{"$Fraction": [2 * number * _MODULUS + 1, 2]} for number in range(316)]
        self.assert_refused(json.dumps([{"$set": keys}] * 100))

    def test_keys_with_equal_hashes_in_many_arguments(self) -> None:
        sets: list[Any] = [{"$set": [number * _MODULUS for number in range(317)]}] * 20
        for args, kwargs in ((sets, {}), ([], {f"name{number}": node for number, node in enumerate(sets)})):
            with self.assertRaises(ValueError):
                Reader().read_arguments(args, kwargs)

    def test_decimal_and_long_integer_with_equal_hashes(self) -> None:
        number = 2**4000
        decimal, integer = {"$Decimal": str(number % _MODULUS)}, {"$int": hex(number)}
        fraction = {"$Fraction": [{"$int": hex(number * 3)}, 3 * _MODULUS + 1]}
        for keys in ([decimal, integer], [{"$tuple": [1, decimal]}, {"$tuple": [1, integer]}], [decimal, fraction, integer]):
            with self.subTest(str(keys)[:60]):
                self.assert_refused(tagged("set", keys))
                self.assert_refused(tagged("dict", [[key, 1] for key in keys]))

    def test_values_of_enumerations_that_are_no_values_of_members(self) -> None:
        node = "[]"
        for level in range(60, 0, -1):  # its repr would have 2**60 parts
            node = f'[{node},{{"$same":{level}}}]'
        for tag, names in (("enum", '"http","HTTPStatus"'), ("member", '"limited:Permission"'), ("member", '"limited:Color"')):
            with self.subTest(names):
                self.assert_refused(f'{{"${tag}":[{names},{node}]}}')

    def test_keys_with_equal_hashes_in_changed_argument(self) -> None:
        with self.assertRaises(ValueError):
            Reader([set()]).change([(0, [number * _MODULUS for number in range(2000)])])

    def test_instance_whose_hash_visits_shared_values_again_and_again(self) -> None:
        for last in ({"$set": [{"$same": 40}]}, {"$frozenset": [{"$same": 40}]}, {"$dict": [[{"$same": 40}, 1]]}):
            with self.subTest(str(last)):
                self.assert_refused(json.dumps([*pairs(40), last]))

    def test_keys_that_wait_for_an_attribute_and_contain_the_same_values(self) -> None:
        long = {"$tuple": [*range(2000), {"$same": 0}]}
        inner = {"$object": ["limited:Pair", "object", [{"left": long, "right": 0}]]}
        sets = [{"$set": [{"$same": 1}]}] * 2000
        with self.assertRaisesRegex(ValueError, "in many keys and contain one another"):
            read(tagged("object", ["limited:Pair", "object", [{"left": inner, "right": sets}]]))

    def test_patterns_with_wide_ranges(self) -> None:
        for written in ("[\\x00-\\U0010ffff]", "[\0-\U0010ffff]", "[\\0-\\N{LAST}]", "[\\\\U0010ffff-\\U0010fffe]"):
            patterns = [{"$Pattern": [written, int(re.IGNORECASE)]} for _ in range(100)]
            with self.subTest(written):
                self.assert_refused(json.dumps(patterns))

    def test_patterns_with_many_sets_that_ignore_case(self) -> None:
        sets = "[sk]" * 2400
        for pattern, flags in ((sets, int(re.IGNORECASE)), (f"(?i){sets}", 0), (f"(?s-m:a)(?mi:{sets})", 0)):
            with self.subTest(pattern[:20]):
                self.assert_refused(tagged("Pattern", [pattern, flags]))

    def test_patterns_with_many_sets_of_characters_above_latin_1(self) -> None:
        for part in ("[ab\u2603\u3333]", "(?:a|\u2603|\u3333)", r"[a\u2603\u3333]"):
            self.assert_refused(tagged("Pattern", [part * 600, 0]))

    def test_flags_of_many_bits(self) -> None:
        for sign in ("", "-"):
            number = {"$int": sign + "0x" + "f" * 100}
            self.assert_refused(tagged("enum", ["re", "RegexFlag", number]))
            self.assert_refused(tagged("member", ["limited:Permission", int(number["$int"], 16)]))

    def test_contents_that_are_no_arrays(self) -> None:
        for tag in "list set tuple frozenset OrderedDict dict_keys dict_values dict_items bytearray range".split():
            for content in ("ab", {"a": 1}, {}, [["a", "b"], "ab"] if "items" in tag or "Dict" in tag else "abc"):
                with self.subTest(tag=tag, content=content):
                    self.assert_refused(tagged(tag, content))
        described = {"classes": [["builtins", "KeyError"]], "args": [], "frames": []}
        for part in ({"args": "ab"}, {"constructor": "ab"}):
            self.assert_refused(tagged("exception", {**described, **part}))
        for tag, contents in (("deque", ["ab", None]), ("defaultdict", ["ab", None]), ("iterator", ["ab"]), ("deep", [[], "ab"])):
            self.assert_refused(tagged(tag, contents))
        for container in ([1], {1}, {"a": 1}):
            with self.assertRaises(ValueError):
                Reader([container]).change([(0, "ab")])

    def test_long_pattern(self) -> None:
        self.assert_refused(tagged("Pattern", ["a" * 10_001, 0]))

    def test_names_of_time_zones_that_are_paths(self) -> None:
        for name in ("../../etc/hostname", "/etc/hostname", "Europe/../UTC", "", "a" * 1000, "A\0B"):
            with self.subTest(name[:30]):
                self.assert_refused(tagged("ZoneInfo", name))

    def test_arrays_larger_than_their_bytes(self) -> None:
        for text in (
            tagged("ndarray", ["V99999999999", [1], "C", ""]),
            tagged("ndarray", ["<i8", [10**12], "C", ""]),
            tagged("ndarray", ["<i8", [-1, -1], "C", "AAAAAAAAAAA="]),
            tagged("ndarray", ["O", [10**12], "C", [1]]),
            tagged("ndarray", ["O", [1], "C", "AAAAAAAAAAA="]),
            tagged("ndarray", ["<i8", [10**9, 0], "C", ""]),
            tagged("ndarray", ["<i8", [10**5, 10**5, 0, 2], "C", ""]),
            tagged("ndarray", ["O", [10**9, 0], "C", []]),
            tagged("array", ["x", [1]]),
            tagged("array", ["B", [256]]),
        ):
            with self.subTest(text):
                self.assert_refused(text)

    def test_texts_nested_more_deeply_than_the_stack(self) -> None:
        for text in ("[" * 200_000, '{"a":' * 200_000, '{"$tuple":[' * 200_000, "[" * 5000 + "]" * 5000):
            with self.subTest(text[:12]):
                self.assert_refused(text)

    def test_text_nested_too_deeply_with_a_long_number(self) -> None:
        with self.assertRaisesRegex(ValueError, "nested too deeply"):
            read("[" + "9" * 19_999 + ",1" * 20_000 + "," + "[" * 200_000)

    def test_negative_numbers_of_containers(self) -> None:
        for text in ('[[],{"$same":-1}]', '[{"$iterator":[[]]},{"$again":-1}]', '[[],{"$same":true}]'):
            with self.subTest(text):
                self.assert_refused(text)

    def test_named_tuple_without_all_fields(self) -> None:
        self.assert_refused(tagged("namedtuple", ["urllib.parse", "DefragResult", {"$tuple": ["a"]}]))


class AcceptedTest(unittest.TestCase):
    def assert_crosses(self, value: Any) -> None:
        self.assertEqual(read(Writer().write(value)), value)

    def test_many_keys_with_different_hashes(self) -> None:
        self.assert_crosses(set(range(50_000)))
        self.assert_crosses({(number, str(number)): number for number in range(5000)})
        self.assert_crosses({Decimal(number) / 7 for number in range(5000)})

    def test_powers_of_two_whose_hashes_repeat(self) -> None:
        self.assert_crosses({1 << number for number in range(2000)})

    def test_hundreds_of_keys_of_a_class_whose_hash_is_constant(self) -> None:
        self.assert_crosses({Weak(number) for number in range(300)})

    def test_instance_that_occurs_in_thousands_of_keys(self) -> None:
        shared = Pair(tuple(range(10)), "a")
        self.assert_crosses({Pair(shared, number) for number in range(3000)})

    def test_keys_that_wait_for_an_attribute(self) -> None:
        sets = [{"$set": [*range(40), {"$same": 0}]}] * 10_000
        read(tagged("object", ["limited:Weak", "object", [{"sets": sets, "number": 0}]]))

    def test_objects_whose_hash_is_their_identity(self) -> None:
        sets = [{"$set": [{"$same": 0}, {"$same": 2}]}] * 10_000
        long = {"$object": ["limited:Plain", "object", [{"items": [*range(10_000)]}]]}
        read(tagged("object", ["limited:Plain", "object", [{"sets": [long, *sets]}]]))

    def test_flags_of_as_many_bits_as_their_members(self) -> None:
        self.assert_crosses(Wide.FIRST | Wide.LAST)
        self.assert_crosses(Permission((1 << 200) + 1))

    def test_patterns_with_ranges(self) -> None:
        emoji = re.compile("[\U0001F600-\U0001F64F\U0001F300-\U0001F5FF\u2600-\u27BFa-zA-Z0-9_-]+", re.IGNORECASE)
        self.assert_crosses([re.compile(f"{emoji.pattern}{number}", re.IGNORECASE) for number in range(50)])

    def test_many_runs_of_digits_below_the_longest_number(self) -> None:
        program = """
import json, sys
from nanoservice.wire.codec import loads
value = [("9" * 19_999 + "x") * 500]
sys.exit(loads(json.dumps(value)) != value)
"""
        # Quadratic time would be several minutes.
        self.assertEqual(subprocess.run([sys.executable, "-c", program], timeout=60).returncode, 0)

    def test_large_numbers(self) -> None:
        self.assert_crosses([2**400_000, Decimal("1e99999999"), range(2**70)])
        self.assertEqual(read("9" * 5001), 10**5001 - 1)

    def test_decimal_with_huge_exponent_as_key(self) -> None:
        self.assert_crosses({Decimal("1e999999999"), Decimal("-1e-999999999"), 1, 2.5})

    def test_decimals_with_equal_hashes(self) -> None:
        self.assert_crosses({Decimal(-1), Decimal(-2), 2**100})

    def test_patterns_with_sets_of_characters_above_latin_1(self) -> None:
        read(tagged("Pattern", ["[\u3040-\u30ff\u4e00](a|b)|\u3333" * 100, 0]))

    def test_patterns_with_sets_that_ignore_case(self) -> None:
        self.assert_crosses(re.compile("[sk][a-z]" * 20, re.IGNORECASE))

    def test_range_of_a_bool(self) -> None:
        self.assert_crosses(range(True, 5))


class NothingKeptTest(unittest.TestCase):
    def test_pattern_with_debug_flag_prints_nothing(self) -> None:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            with self.assertRaises(ValueError):
                read(tagged("Pattern", ["unprinted", int(re.DEBUG | re.UNICODE)]))
        self.assertEqual(printed.getvalue(), "")

    def test_combinations_of_flags_are_not_kept(self) -> None:
        found = [read(tagged("member", ["limited:Permission", 4 * number + 3])) for number in range(5000)]
        kept: Any = Permission
        self.assertEqual((int(found[-1]), found[-1] == Permission(19999)), (19999, True))
        self.assertLess(len(kept._value2member_map_), 2000)

    def test_combinations_of_flags_that_are_kept_are_limited(self) -> None:
        with self.assertRaisesRegex(ValueError, "combinations of Option"):
            for number in range(1, 1 << 17):
                read(tagged("member", ["limited:Option", number]))
        self.assertIs(read(tagged("member", ["limited:Option", 3])), Option.A | Option.B)

    def test_placeholders_of_unknown_classes_are_not_kept(self) -> None:
        for number in range(2000):
            read(tagged("object", [f"limited:Unknown{number}", "object", [{}]]))
        gc.collect()
        self.assertLess(sum(each.__name__.startswith("Unknown") for each in object.__subclasses__()), 10)

    def test_work_ends_with_the_message(self) -> None:
        keys = [number * _MODULUS for number in range(317)]
        reader = Reader()
        for _ in range(5):
            self.assertEqual(len(reader.read({"$set": keys})), len(keys))


if __name__ == "__main__":
    unittest.main()

"""The lossless form by itself: what it looks like, and that nothing else gets through."""
from __future__ import annotations

import gc
import http
import itertools
import json
import linecache
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import tracemalloc
import types
import unittest
import uuid
from array import array
from collections import OrderedDict, deque, namedtuple
from datetime import date
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import services  # noqa: F401  # sets the environment that the runtime reads

from nanoservice.server import lossy_json
from nanoservice.wire import class_lookup
from nanoservice.wire.argument_mutations import Snapshot
from nanoservice.wire.codec import loads, may_have_tags
from nanoservice.wire.endpoints import endpoint_of
from nanoservice.wire.exceptions import describe, restore
from nanoservice.wire.plain_json import containers_of, is_flat
from nanoservice.wire.reader import Reader
from nanoservice.wire.writer import Writer

try:
    import numpy
except ImportError:  # the runtime does not need it
    numpy = None


def there_and_back(value: object) -> Any:
    text = Writer().write(value)
    return Reader().read(json.loads(text))


class FormTest(unittest.TestCase):
    def test_json_values_are_their_own_form(self) -> None:
        for value in (None, True, "ü$", 1.5, -0.0, [1, [2, {}]], {"a": {"$b": 1, "c": []}, "": 0}):
            self.assertEqual(Writer().write(value), json.dumps(value, separators=(",", ":")))

    def test_tags(self) -> None:
        for value, form in (
            ((1, [2]), '{"$tuple":[1,[2]]}'),
            (frozenset({1}), '{"$frozenset":[1]}'),
            (b"ab", '{"$bytes":"YWI="}'),
            ({1: 2}, '{"$dict":[[1,2]]}'),
            ({"$tuple": 1}, '{"$dict":[["$tuple",1]]}'),
            (float("nan"), '{"$float":"nan"}'),
            (OrderedDict(a=(1,)), '{"$OrderedDict":[["a",{"$tuple":[1]}]]}'),
            (deque([1]), '{"$deque":[[1],null]}'),
            (len, '{"$builtin":"len"}'),
        ):
            self.assertEqual(Writer().write(value), form)

    def test_shared_and_circular_values_stay_so(self) -> None:
        shared: list[object] = []
        first, second = there_and_back([shared, shared])
        self.assertIs(first, second)
        circle: dict[str, object] = {"list": shared}
        shared.append((circle, {1, 2}))
        back = there_and_back(circle)
        self.assertIs(back["list"][0][0], back)

    def test_nested_to_any_depth(self) -> None:
        for wrap in (lambda inner: [inner], lambda inner: {"a": inner, "b": [inner]}, lambda inner: {0: (inner, {1})}):
            value: object = "innermost"
            for _ in range(20_000):
                value = wrap(value)
            back = there_and_back([value, value])
            self.assertIs(back[0], back[1])
            inner = back[0]
            for _ in range(20_000):
                (inner, *_), type_of = (inner if type(inner) is list else list(inner.values())), type(inner)
                inner = inner[0] if type(inner) is tuple else inner
            self.assertEqual(inner, "innermost")
            self.assertIs(type_of, type(value))

    def test_writer_and_reader_count_alike(self) -> None:
        value = [{"a": [deque([{1: []}])]}, {2, 3}, bytearray(b"x"), (OrderedDict(k=[]),)]
        writer, reader = Writer(), Reader()
        reader.read(json.loads(writer.write(value)))
        self.assertEqual(reader.containers, writer.containers)
        self.assertEqual([type(each) for each in reader.containers], [type(each) for each in writer.containers])

    def test_without_tags_it_is_counted_alike_too(self) -> None:
        value = [{"a": [{"b": [1, []]}, 2], "c": {}}, [[]]]
        writer, reader = Writer(), Reader()
        text = writer.write(value)
        self.assertFalse(may_have_tags(text))
        reader.count([json.loads(text)])
        self.assertEqual(reader.containers, writer.containers)

    def test_values_of_one_text_are_counted_together(self) -> None:
        args, kwargs = ([1, [2]], {"a": {}}), {"x": [[3]], "y": {"b": []}}
        writer, reader = Writer(), Reader()
        positional, keywords = writer.write_call(args, kwargs)
        reader.count([*json.loads(positional), *json.loads(keywords).values()])
        self.assertEqual(reader.containers, writer.containers)

    def test_an_integer_beyond_the_limit_of_either_side(self) -> None:
        digits = "-" + "1234567890" * 1000
        number = loads(f"[{digits}]")[0]
        self.assertEqual((number % 10**10, number.bit_length()), (10**10 - 1234567890, 33217))
        self.assertEqual(there_and_back([number]), [number])
        self.assertTrue(all(len(part) < 640 for part in re.findall("[0-9]+", Writer().write([(), 2**2047]))))

    def test_what_cannot_cross(self) -> None:
        class Colour(Enum):
            RED = 1

        class Special(dict):
            pass

        Own: Any = namedtuple("Own", "x")

        values: tuple[Any, ...] = (
            object(), Colour.RED, Special(), Colour, json, json.dumps, lambda: 0, open, memoryview(b""), sys.flags,
            Own(1), itertools.count(), itertools.cycle([1]), threading.Lock(),
            type("S", (str,), {})(),
        )  # fmt: skip
        for value in values:
            with self.assertRaisesRegex(TypeError, "(a value of type|the class) .* cannot be sent to another service"):
                Writer().write([value])

    def test_what_is_not_in_that_form(self) -> None:
        for text in (
            '{"$tuple":1}', '{"$nothing":1}', '{"$same":3}', '{"$builtin":"eval"}', '{"$range":["a"]}', '{"$UUID":1}',
            '{"$enum":["test_codec","Flat",1]}', '{"$namedtuple":["os","system",[]]}', '{"$enum":["this","x",1]}',
            '{"$structseq":["collections","OrderedDict",[],{}]}', '{"$array":["?",[1]]}',
        ):  # fmt: skip
            with self.assertRaises(ValueError):
                Reader().read(json.loads(text))


class LibraryTest(unittest.TestCase):
    def test_named_tuples_and_enumerations_of_the_library(self) -> None:
        for value in (
            http.HTTPStatus.NOT_FOUND, re.I | re.M, signal.SIGTERM, urlsplit("http://a/b?c"), os.stat("."),
            time.gmtime(0), time.localtime(), uuid.SafeUUID.safe, {re.A: [re.A]},
        ):  # fmt: skip
            with self.subTest(value=value):
                back = there_and_back(value)
                self.assertEqual((back, repr(back), type(back)), (value, repr(value), type(value)))
        self.assertIs(there_and_back(http.HTTPStatus.OK), http.HTTPStatus.OK)
        self.assertEqual(there_and_back(time.gmtime(0)).tm_zone, time.gmtime(0).tm_zone)
        self.assertEqual(there_and_back(os.stat(".")).st_mtime_ns, os.stat(".").st_mtime_ns)
        self.assertEqual(there_and_back(date(2024, 1, 1).isocalendar()), (2024, 1, 1))

    def test_views_of_dictionaries(self) -> None:
        some = {"a": 1, (2,): [3]}
        for view in (some.keys(), some.values(), some.items()):
            back = there_and_back(view)
            self.assertEqual((type(back), list(back)), (type(view), list(view)))

    def test_exception_classes_of_the_language_are_values(self) -> None:
        self.assertEqual(there_and_back((ValueError, KeyboardInterrupt)), (ValueError, KeyboardInterrupt))

    def test_arrays_of_the_library(self) -> None:
        for value in (array("i", [1, -2]), array("d", [0.5, float("inf")])):
            self.assertEqual(there_and_back([value, value]), [value, value])
        first, second = there_and_back([value, value])
        self.assertIs(first, second)


@unittest.skipUnless(numpy, "numpy is not installed")
class NumpyTest(unittest.TestCase):
    def test_arrays(self) -> None:
        for value in (
            numpy.arange(6).reshape(2, 3), numpy.arange(6.0).reshape(2, 3).T, numpy.array(1 + 2j), numpy.empty((0, 3)),
            numpy.array(["a", "bc"]), numpy.array(["2024-02-29"], "M8[D]"), numpy.array([True, False]),
            numpy.array([(1, 2.5)], dtype=[("a", "<i4"), ("b", [("c", "<f8")])]),
            numpy.array([1, "a", (2,)], dtype=object), numpy.arange(4, dtype=">u2"),
        ):  # fmt: skip
            with self.subTest(value=value):
                back = there_and_back(value)
                self.assertEqual((type(back), back.dtype, back.shape), (type(value), value.dtype, value.shape))
                self.assertEqual((back.tolist(), back.flags.f_contiguous), (value.tolist(), value.flags.f_contiguous))
                self.assertTrue(back.flags.writeable)

    def test_scalars(self) -> None:
        for value in (
            numpy.float32(1.5), numpy.int64(-1), numpy.bool_(True), numpy.str_("ü"), numpy.datetime64("2024"),
        ):  # fmt: skip
            back = there_and_back([value])[0]
            self.assertEqual((type(back), back), (type(value), value))

    def test_changes_in_place(self) -> None:
        value = numpy.arange(3)
        snapshot = Snapshot([value])
        self.assertEqual(snapshot.changed(), [])
        value[1] = 7
        self.assertEqual(snapshot.changed(), [(0, value)])
        other = numpy.arange(3)
        Reader().fill(other, Writer().contents(value))
        self.assertEqual(other.tolist(), [0, 7, 2])

    def test_an_assignment_to_the_shape(self) -> None:
        value, other = numpy.arange(6), numpy.arange(6)
        snapshot = Snapshot([value])
        value.shape = (2, 3)
        self.assertEqual([number for number, _ in snapshot.changed()], [0])
        Reader().fill(other, Writer().contents(value))
        self.assertEqual(other.tolist(), [[0, 1, 2], [3, 4, 5]])

    def test_an_array_whose_views_would_lose_their_memory(self) -> None:
        value = numpy.arange(1000)
        view = value[500:]
        for size in (2, 100_000):
            with self.assertRaisesRegex(ValueError, "cannot become one of"):
                Reader([value]).change([(0, Writer().contents(numpy.zeros(size, dtype=value.dtype)))])
        self.assertEqual(view.tolist(), list(range(500, 1000)))


class WalkTest(unittest.TestCase):
    def test_what_is_plain_and_what_is_in_it(self) -> None:
        inner: list[object] = [1]
        plain: list[Any] = [{"a": inner, "b": {}}, None, "x"]
        found = containers_of([plain], 9) or []
        self.assertEqual(list(map(id, found)), list(map(id, (plain, plain[0], inner, plain[0]["b"]))))
        self.assertEqual(containers_of([1, "a"], 9), [])

    def test_how_deep(self) -> None:
        self.assertEqual(len(containers_of([[[1]], [2]], 2) or ()), 3)
        self.assertIsNone(containers_of([[[[1]]]], 2))

    def test_lists_that_need_no_look_at_each_item(self) -> None:
        for items, flat in (
            ([1, 2.5], True), (["a", "$"], True), ([], True), ([1, float("nan")], False), ([10**400], False),
            ([True], False), ([1, "a"], False), ([[]], False),
        ):  # fmt: skip
            self.assertEqual(is_flat(items), flat, items)
        for item in (float("inf"), 10**400, 7, "$", (1,)):
            self.assertEqual(there_and_back([(), [item, item]]), [(), [item, item]])

    def test_what_is_not(self) -> None:
        text = type("Text", (str,), {})
        shared: list[object] = []
        circle: list[object] = []
        circle.append({"a": circle})
        emptied: dict[Any, Any] = {1: 1}
        emptied.pop(1)
        emptied[text("a")] = 1
        values: tuple[Any, ...] = (
            (), [()], {1: 1}, {"a": {None: 1}}, [{"a": 1}, {True: 1}], {text("a"): 1}, [text("a")], {"a": 1, 2: 3},
            dict.fromkeys([0]), {**{"a": 1}, 0: 1}, emptied, [shared, shared], {"a": shared, "b": {"c": shared}},
            circle, OrderedDict(), [deque()], [b""], {"a": {"b": {"c": [set()]}}},
        )  # fmt: skip
        for value in values:
            with self.subTest(value=value):
                self.assertIsNone(containers_of([value], 9))


class ClassesTest(unittest.TestCase):
    def test_a_name_never_runs_what_is_not_the_librarys_or_installed(self) -> None:
        for module in ("antigravity", "this", "__main__", "benchmark", "no_such_module", "sys.modules"):
            before = set(sys.modules)
            self.assertIsNone(class_lookup.find(module, "main", object))
            self.assertEqual(set(sys.modules), before)

    def test_a_name_in_a_message_imports_nothing(self) -> None:
        for module in ("venv.__main__", "flask.__main__", "unittest.__main__", "wsgiref.handlers", "json.tool"):
            content = {"classes": [[module, "X"], ["builtins", "KeyError"]], "args": [1], "frames": []}
            before = set(sys.modules)
            error = Reader().read({"$exception": content})
            self.assertEqual((repr(error), set(sys.modules)), ("KeyError(1)", before), module)

    def test_a_class_of_the_library_that_is_not_imported_yet(self) -> None:
        program = """if True:
            import sys
            from nanoservice.wire.reader import Reader
            assert "tarfile" not in sys.modules
            error = Reader().read({"$exception": {"classes": [["tarfile", "ReadError"]], "args": ["x"], "frames": []}})
            print(repr(error), type(error).__module__)
            """
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        self.assertEqual((done.stdout, done.stderr), ("ReadError('x') tarfile\n", ""))

    def test_a_module_attribute_that_is_created_on_demand_is_not_read(self) -> None:
        module = types.ModuleType("lazy_module")
        asked: list[str] = []
        module.__getattr__ = asked.append
        sys.modules["lazy_module"] = module
        self.addCleanup(sys.modules.pop, "lazy_module")
        self.assertIsNone(class_lookup.find("lazy_module", "Anything", BaseException))
        self.assertEqual(asked, [])

    def test_only_classes_of_the_kind_that_is_wanted(self) -> None:
        self.assertIs(class_lookup.find("json.decoder", "JSONDecodeError", BaseException), json.JSONDecodeError)
        self.assertIsNone(class_lookup.find("json.decoder", "JSONDecoder", BaseException))
        self.assertIsNone(class_lookup.find("os", "system", object))
        self.assertIsNone(class_lookup.find("os", "no.such", object))


class RefusalTest(unittest.TestCase):
    def test_no_exception_of_a_class_leaves_the_reader(self) -> None:
        for error in (SystemExit(1), KeyboardInterrupt(), RecursionError(), MemoryError(), GeneratorExit()):
            kind: Any = type("Unhashable", (), {"__hash__": lambda self, error=error: _throw(error)})
            reader = Reader()
            reader.containers = [kind(), set()]
            with self.assertRaisesRegex(ValueError, "not application/vnd.nanoservice"):
                reader.read({"$set": [{"$same": 0}]})
            with self.assertRaisesRegex(ValueError, "not application/vnd.nanoservice"):
                reader.change([(1, [{"$same": 0}])])

    def test_an_endpoint_has_the_host_name_of_a_service(self) -> None:
        for name, host in (("shop.tax", "tax"), ("shop.tax", "shop.tax"), ("tax", "tax-2"), ("f", "f")):
            self.assertTrue(callable(Reader().read({"$function": [name, host, "function"]})))
        addresses = ("169.254.169.254", "localhost", "127.0.0.1", "2130706433", "0x7f000001", "::1", "", "a:80", "a/b", "a@b")
        pairs = [(name, host) for host in addresses for name in ("tax", host)]
        for name, host in (*pairs, ("tax", "host.example")):
            with self.subTest(host=host, name=name), self.assertRaises(ValueError):
                Reader().read({"$function": [name, host, "function"]})

    def test_a_dotted_endpoint_is_called_by_its_label(self) -> None:
        function = Reader().read({"$function": ["evil.example", "evil.example", "function"]})
        reference = endpoint_of(function)
        self.assertEqual(reference and reference.host, "evil-example")

    def test_a_frame_of_another_service_reads_no_file(self) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write("secret = 1\n")
            file.flush()
            content = {"classes": [["builtins", "ValueError"]], "args": [], "frames": [[file.name, 1, "f", "sent = 1"]]}
            error = Reader().read({"$exception": content})
            text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
            self.assertIn("sent = 1", text)
            self.assertNotIn("secret", text)

    def test_content_is_checked_before_a_value_is_made(self) -> None:
        equal = [number * (2**61 - 1) for number in range(1, 1000)]
        for text in (
            '{"$Fraction":["1e99999999"]}', '{"$Fraction":[1.5,2]}', '{"$Pattern":["a",128]}', '{"$Pattern":["a",true]}',
            '{"$ZoneInfo":"../../etc/passwd"}', '{"$ZoneInfo":"a.b/c"}', '{"$Decimal":[0,[1],5]}', '{"$int":5}', '{"$float":[1]}',
            '{"$deque":[[],true]}', '{"$timedelta":[1.5,0,0]}', '{"$complex":["1","2"]}', '{"$bytes":5}', "9" * 20_001,
            json.dumps({"$set": equal}), json.dumps({"$frozenset": equal}), json.dumps({"$dict_keys": equal}),
            json.dumps({"$dict": [[number, 0] for number in equal]}), json.dumps({"$dict_items": [[each, 0] for each in equal]}),
            json.dumps({"$Pattern": ["a" * 10_001, 0]}), json.dumps({"$class": "a:" + "b" * 1000}), '{"$class":5}',
            '{"$exception":{"classes":[["builtins","KeyError"]],"args":[],"frames":[["f.py",100000000,"f",""]]}}',
        ):  # fmt: skip
            with self.subTest(text=text[:60]), self.assertRaises(ValueError):
                Reader().read(loads(text))

    def test_json_that_is_nested_too_deeply(self) -> None:
        with self.assertRaisesRegex(ValueError, "nested too deeply"):
            loads("[" * 100_000 + "]" * 100_000)

    def test_distinct_hashes_are_not_limited(self) -> None:
        for value in (set(range(5000)), {(n, str(n)): n for n in range(2000)}, frozenset(map(float, range(3000)))):
            self.assertEqual(there_and_back(value), value)

    def test_frames_keep_nothing(self) -> None:
        def read(numbers: range) -> None:
            for number in numbers:
                frames = [[f"remote_{number}.py", 9_000_000, f"function_{number}", "x" * 100]]
                content = {"classes": [["builtins", "ValueError"]], "args": [], "frames": frames}
                Reader().read({"$exception": content})

        read(range(10))
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        before = tracemalloc.get_traced_memory()[0]
        read(range(10, 600))
        gc.collect()
        self.assertLess(tracemalloc.get_traced_memory()[0] - before, 100_000)
        self.assertLess(tracemalloc.get_traced_memory()[1] - before, 1_000_000)
        self.assertEqual([name for name in linecache.cache if name.startswith("remote_")], [])


def _throw(error: BaseException) -> Any:
    raise error


class ExceptionFormTest(unittest.TestCase):
    def test_an_ancestor_stands_for_a_class_that_is_not_here(self) -> None:
        described = describe(ZeroDivisionError("x"), Writer().encode)
        described["classes"].insert(0, ["no_such_module", "Gone"])
        described["classes"].insert(0, ["json", "JSONDecoder"])  # a class, but of no exception
        self.assertEqual(repr(restore(described, Reader().decode)), "ZeroDivisionError('x')")

    def test_an_exception_may_hold_itself(self) -> None:
        error = ValueError("a")
        error.all = [error]
        error.__cause__ = KeyError(error)
        back = there_and_back(error)
        self.assertIs(back.all[0], back)
        self.assertIs(back.__cause__.args[0], back)

    def test_a_constructor_that_wants_something_else_than_args(self) -> None:
        error = there_and_back(json.JSONDecodeError("bad", "{", 1))
        self.assertEqual((type(error), error.pos, error.doc), (json.JSONDecodeError, 1, "{"))
        error = there_and_back(Peculiar(1, 2))
        self.assertEqual((type(error), error.args, error.total), (Peculiar, ("sum 3",), 3))


class Peculiar(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"sum {one + other}")
        self.total = one + other


class PlainTest(unittest.TestCase):
    def test_every_value_has_a_plain_form(self) -> None:
        for value, form in (
            ((1, {2}), "[1,[2]]"),
            ({(1, 2): None, True: 1.0, "ü": range(2)}, '{"(1, 2)":null,"true":1.0,"ü":[0,1]}'),
            (float("-inf"), "null"),
            (bytearray(b"ab"), '"YWI="'),
            (deque([1]), "[1]"),
            (3 + 4j, '"(3+4j)"'),
            (lossy_json.dumps, '"dumps"'),
            (ValueError("x"), '"x"'),
        ):
            self.assertEqual(lossy_json.dumps(value), form)


if __name__ == "__main__":
    unittest.main()

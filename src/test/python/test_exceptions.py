"""What a function raises, its caller sees: the class, what it holds, and where it came from."""
from __future__ import annotations

import builtins
import json
import linecache
import sys
import tempfile
import traceback
import unittest
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import quote

from services import Service, ServiceTestCase, set_addresses

from nanoservice import remote
from nanoservice.wire import exceptions
from nanoservice.wire.reader import Reader


class ExceptionsTest(ServiceTestCase):
    program = """
        import configparser


        def throw(name):
            class Own(KeyError):
                pass

            if name == "cause":
                try:
                    {}["missing"]
                except KeyError as error:
                    raise ValueError("bad", 1) from error
            if name == "attributes":
                error = OSError(2, "gone", "some.txt")
                error.code = (1, 2)
                raise error
            if name == "decode":
                b"\\xff".decode("utf-8")
            if name == "library":
                raise configparser.NoOptionError("option", "section")
            if name == "own":
                raise Own("of the function")
            if name == "lambda":
                raise ValueError(lambda: 0)
            if name == "exit":
                raise SystemExit(3)
            if name == "notes":
                error = ValueError("noted")
                error.__notes__ = ["one", "two"]
                raise error
            if name == "group":
                raise ExceptionGroup("many", [ValueError(1), ExceptionGroup("inner", [KeyError("k")])])
            if name == "context":
                try:
                    1 / 0
                except ZeroDivisionError:
                    raise LookupError("while handling")
            if name == "circle":
                first, second = ValueError("first"), KeyError("second")
                first.__context__, second.__context__ = second, first
                raise first
            if name == "same context":
                try:
                    raise KeyError("k")
                except KeyError as error:
                    raise ValueError("outer") from error
            if name == "name":
                return no_such_name
            if name == "attribute":
                return (1).no_such_attribute
            if name == "changed":
                error = OSError(2, "not there")
                error.strerror, error.filename = "really not there", "f"
                raise error
            if name == "changed code":
                error = SystemExit(1)
                error.code = 9
                raise error
            if name == "changed value":
                error = StopIteration(1)
                error.value = 2
                raise error
            if name == "changed line":
                try:
                    compile("a b", "<string>", "exec")
                except SyntaxError as error:
                    error.filename = "template.html"
                    error.lineno += 40
                    raise
            if name == "changed reason":
                try:
                    b"\\xff".decode("utf-8")
                except UnicodeDecodeError as error:
                    error.reason = "row 7 of the file"
                    raise
            if name == "own text":
                class Silent(RuntimeError):
                    def __str__(self):
                        raise OSError

                raise Silent
            if name == "ending text":
                class Ending(RuntimeError):
                    def __str__(self):
                        raise SystemExit(3)

                raise Ending
            if name == "reduce":
                class Stubborn(LookupError):
                    def __reduce__(self):
                        raise OSError("not to be taken apart")

                raise Stubborn("kept", 1)
            raise KeyboardInterrupt


        def relay(name):
            return throw(name)


        def caught(name):
            try:
                return throw(name)
            except ValueError as error:
                return "caught", error
        """

    def test_except_clauses_work_as_before(self) -> None:
        kind, error = self.caught("cause")
        self.assertEqual((kind, type(error), error.args), ("caught", ValueError, ("bad", 1)))

    def test_cause_and_context(self) -> None:
        with self.assertRaises(ValueError) as raised:
            self.throw("cause")
        self.assertEqual(repr(raised.exception.__cause__), "KeyError('missing')")
        self.assertTrue(raised.exception.__suppress_context__)

    def test_what_was_being_handled_on_both_sides(self) -> None:
        with self.assertRaises(LookupError) as raised:
            try:
                raise OSError("here")
            except OSError:
                self.throw("context")
        there: Any = raised.exception.__context__
        self.assertEqual(repr(there), "ZeroDivisionError('division by zero')")
        self.assertEqual(repr(there.__context__), "OSError('here')")
        with self.assertRaises(SystemExit) as raised:
            try:
                raise OSError("here")
            except OSError:
                self.throw("exit")
        self.assertEqual(repr(raised.exception.__context__), "OSError('here')")

    def test_a_circle_of_contexts(self) -> None:
        with self.assertRaises(ValueError) as raised:
            self.relay("circle")
        second: Any = raised.exception.__context__
        self.assertEqual(repr(second), "KeyError('second')")
        self.assertIs(second.__context__, raised.exception)

    def test_a_cause_that_is_also_the_context(self) -> None:
        with self.assertRaises(ValueError) as raised:
            self.relay("same context")
        self.assertEqual(repr(raised.exception.__context__), "KeyError('k')")
        self.assertIs(raised.exception.__context__, raised.exception.__cause__)

    def test_members_that_are_not_arguments(self) -> None:
        names = "name obj errno filename strerror value code lineno reason".split()
        for name, expected in (
            ("name", {"name": "no_such_name"} if sys.version_info >= (3, 10) else {}),
            ("attribute", {"name": "no_such_attribute", "obj": 1} if sys.version_info >= (3, 10) else {}),
            ("changed", {"errno": 2, "filename": "f", "strerror": "really not there"}),
            ("changed code", {"code": 9}),
            ("changed value", {"value": 2}),
            ("changed line", {"filename": "template.html", "lineno": 41}),
            ("changed reason", {"reason": "row 7 of the file"}),
        ):
            with self.subTest(name), self.assertRaises(BaseException) as raised:
                self.relay(name)
            error = raised.exception
            found = {each: getattr(error, each) for each in names if getattr(error, each, None) is not None}
            self.assertEqual(found, expected)
            self.assertTrue(name != "changed reason" or "row 7 of the file" in str(error))

    def test_notes(self) -> None:
        with self.assertRaises(ValueError) as raised:
            self.relay("notes")
        self.assertEqual(raised.exception.__notes__, ["one", "two"])

    @unittest.skipIf(sys.version_info < (3, 11), "exception groups came with Python 3.11")
    def test_exception_groups(self) -> None:
        with self.assertRaises(vars(builtins)["ExceptionGroup"]) as raised:
            self.relay("group")
        self.assertEqual(repr(raised.exception), "ExceptionGroup('many', [ValueError(1), "
            "ExceptionGroup('inner', [KeyError('k')])])")  # fmt: skip
        matched, rest = raised.exception.split(KeyError)
        self.assertEqual((len(matched.exceptions), len(rest.exceptions)), (1, 1))

    def test_an_exception_without_a_text(self) -> None:
        for name in ("own text", "ending text"):
            with self.subTest(name), self.assertRaises(RuntimeError):
                self.relay(name)

    def test_an_exception_that_refuses_to_be_taken_apart(self) -> None:
        with self.assertRaises(LookupError) as raised:
            self.relay("reduce")
        self.assertEqual(raised.exception.args, ("kept", 1))

    def test_attributes_beyond_args(self) -> None:
        with self.assertRaises(FileNotFoundError) as raised:
            self.throw("attributes")
        error = raised.exception
        self.assertEqual((error.errno, error.strerror, error.filename, error.code), (2, "gone", "some.txt", (1, 2)))
        with self.assertRaises(UnicodeDecodeError) as raised:
            self.throw("decode")
        self.assertEqual((raised.exception.object, raised.exception.start), (b"\xff", 0))

    def test_classes_of_the_library_and_of_nobody_else(self) -> None:
        import configparser

        with self.assertRaises(configparser.NoOptionError) as raised:
            self.throw("library")
        self.assertEqual((raised.exception.option, raised.exception.section), ("option", "section"))
        with self.assertRaises(KeyError) as raised:
            self.throw("own")
        self.assertEqual((type(raised.exception), raised.exception.args), (KeyError, ("of the function",)))

    def test_an_argument_that_cannot_cross_becomes_its_text(self) -> None:
        with self.assertRaises(ValueError) as raised:
            self.throw("lambda")
        self.assertRegex(raised.exception.args[0], "<function throw.<locals>.<lambda> at ")

    def test_not_only_what_derives_from_exception(self) -> None:
        with self.assertRaises(SystemExit) as raised:
            self.throw("exit")
        self.assertEqual(raised.exception.code, 3)
        with self.assertRaises(KeyboardInterrupt):
            self.throw("interrupt")
        with self.assertRaises(ValueError):
            self.throw("cause")  # the service is still there

    def test_traceback_shows_the_frames_of_every_service(self) -> None:
        text = ""
        try:
            self.relay("cause")
        except ValueError:
            text = traceback.format_exc()
        self.assertRegex(text, r'(?s)File "relay/main.py", line \d+, in relay\n    return throw\(name\)\n'
            r'  File "throw/main.py", line \d+, in throw\n    raise ValueError\("bad", 1\) from error\n')  # fmt: skip

    def test_a_problem_for_anyone(self) -> None:
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(self.services["throw"].url + "?args=" + quote('["cause"]'))
        problem = json.load(raised.exception)
        self.assertEqual((raised.exception.code, problem["status"]), (500, 500))
        self.assertEqual(raised.exception.headers["Content-Type"], "application/problem+json")
        self.assertEqual((problem["title"], problem["detail"]), ("ValueError", "('bad', 1)"))
        self.assertEqual(problem["type"], "https://docs.python.org/3/library/exceptions.html#ValueError")
        self.assertIn("raise ValueError", problem["traceback"])
        self.assertNotIn("answer.py", problem["traceback"])


def restored(name: str, arguments: list[Any], attributes: dict[str, Any]) -> Any:
    """Returns an exception that was read from a message."""
    described = {"classes": [["builtins", name]], "args": arguments, "attributes": attributes, "frames": []}
    return Reader().read({"$exception": described})


class TextTest(unittest.TestCase):
    @unittest.skipIf(sys.version_info < (3, 11), "exception groups came with Python 3.11")
    def test_groups_that_contain_one_another_again_and_again(self) -> None:
        group: Any = ValueError("innermost")
        for _ in range(60):  # printed, it would be 2**60 tracebacks
            group = vars(builtins)["ExceptionGroup"]("twice", [group, group])
        self.assertEqual(exceptions.text(group), "ExceptionGroup: twice (2 sub-exceptions)\n")

    def test_a_decoding_error_that_begins_before_its_bytes(self) -> None:
        far = [-(10**12), 1 - 10**12]
        members = {"start": far[0], "end": far[1]}
        for arguments, attributes in ((far, {}), ([0, 1], members)):
            for name, content in (("UnicodeDecodeError", {"$bytes": "YWJj"}), ("UnicodeEncodeError", "abc")):
                error = restored(name, ["utf-8", content, *arguments, "reason"], attributes)
                self.assertIn("reason", exceptions.text(error))

    def test_the_offsets_of_a_syntax_error_are_in_its_line(self) -> None:
        for offsets in ([1, 10**8], [-(10**8), 1], [10**8, 10**8]):
            for members in ({}, {"offset": offsets[0], "end_offset": offsets[1]}):
                first, last = [1, 1] if members else offsets
                error = restored("SyntaxError", ["wrong", {"$tuple": ["f", 1, first, "x = ", 1, last]}], members)
                self.assertLess(len(exceptions.text(error)), 500)
        kept = restored("SyntaxError", ["wrong", {"$tuple": ["f", 1, 3, "x = ", 1, 5]}], {})
        self.assertEqual((kept.offset, kept.text), (3, "x = "))
        if sys.version_info >= (3, 10):
            several = restored("SyntaxError", ["wrong", {"$tuple": ["f", 1, 3, "x = (", 2, 500]}], {})
            self.assertEqual(several.end_offset, 500)

    def test_members_that_cannot_be_printed(self) -> None:
        error = SyntaxError("wrong", ("f", 1, "three", "x = "))  # type: ignore[arg-type]
        self.assertEqual(exceptions.text(error), "SyntaxError: wrong (f, line 1)\n")

    def test_a_name_that_is_missing_in_a_module_does_not_import_the_module(self) -> None:
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(sys, "path", [folder, *sys.path]):
            Path(folder, "never_imported.py").write_text("", encoding="utf-8")
            error = restored("ImportError", ["missing"], {"name": "never_imported", "name_from": "x"})
            exceptions.text(error)
            self.assertNotIn("never_imported", sys.modules)
        error = restored("ImportError", ["missing"], {"name": "json", "name_from": "lods"})
        if sys.version_info >= (3, 12):
            self.assertIn("Did you mean: 'loads'", exceptions.text(error))

    def test_source_line_of_a_message_does_not_replace_that_of_an_own_file(self) -> None:
        line = raise_here.__code__.co_firstlineno + 1
        frame = [__file__, line, "raise_here", "forged()"]
        linecache.cache.pop(__file__, None)
        received = Reader().read({"$exception": {"classes": [["builtins", "ValueError"]], "args": [], "frames": [frame]}})
        try:
            raise_here()
        except ValueError as error:
            self.assertIn('raise ValueError("genuine")', exceptions.text(error))
        self.assertNotIn("forged", exceptions.text(received))


def raise_here() -> None:
    raise ValueError("genuine")


class SourceMapTest(unittest.TestCase):
    source = '''
from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def main(text):
    return number(
        text
    )


def number(text):
    return int(text)


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(main)


if __name__ == "__main__":
    run(app)
'''

    def test_frames_show_the_users_own_file_and_line(self) -> None:
        service = Service("mapped", self.source, {"sources.txt": "8-11: shop/orders.py:108\n14-15: tools.py:4\n"})
        self.addCleanup(service.stop)
        set_addresses({"main": service.url})
        frames = (
            '  File "shop/orders.py", line 109, in main\n    return number(\n',
            '  File "tools.py", line 5, in number\n    return int(text)\n',
        )
        printed = ""
        try:
            remote("main")("x")
        except ValueError:
            printed = traceback.format_exc()
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(service.url + "?args=" + quote('["x"]'))
        with refused.exception:
            told = json.load(refused.exception)["traceback"]
        for frame in frames:
            self.assertIn(frame, printed)
            self.assertIn(frame, told)
        self.assertNotIn("main.py", printed + told)


if __name__ == "__main__":
    unittest.main()

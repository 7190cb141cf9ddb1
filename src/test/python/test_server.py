"""A service as a process: how it starts, what it prints, how it ends."""
from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request

from services import COMPILED_RUNTIME, PATIENCE, Service, ServiceTestCase, await_condition

WAITING = '''
import os
import time

from flask import Flask
from nanoservice import answer, run

app = Flask(__name__)


def wait_for(path):
    print("waiting", flush=True)
    while not os.path.exists(path):
        time.sleep(0.01)
    return "done"


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(wait_for)


if __name__ == "__main__":
    run(app)
'''


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        return response.read()


class ProcessTest(unittest.TestCase):
    def start(self, **environment: str) -> Service:
        service = Service("wait_for", WAITING, None, **environment)
        self.addCleanup(service.stop)
        return service

    def test_module_that_cannot_be_imported_is_logged(self) -> None:
        service = Service("with_broken_module", WAITING, {"modules/broken.py": "raise RuntimeError('no table')"})
        self.addCleanup(service.stop)
        self.assertGreater(service.port, 0)
        [event] = service.events("not imported")
        self.assertEqual((event["module"], event["detail"]), ("broken", "RuntimeError: no table"))

    def call_in_background(self, service: Service) -> tuple[threading.Thread, list[bytes], str]:
        path = str(service.file.with_name(f"go-{service.port}"))
        url = f"{service.url}?args=[%22{path}%22]"
        answers: list[bytes] = []
        caller = threading.Thread(target=lambda: answers.append(get(url)), daemon=True)
        caller.start()
        service.wait_for(lambda line: line == "waiting")
        return caller, answers, path

    def test_the_line_that_says_it_listens(self) -> None:
        service = self.start()
        event = {"event": "listening", "service": "wait_for", "port": service.port}
        self.assertEqual(json.loads(service.lines[0]), event)
        with socket.create_connection(("127.0.0.1", service.port), PATIENCE):
            pass

    def test_health_is_answered_while_the_function_is_busy(self) -> None:
        service = self.start()
        caller, answers, path = self.call_in_background(service)
        self.assertEqual(json.loads(get(service.url + "healthz")), {"status": "ok"})
        self.assertEqual(answers, [])
        open(path, "w").close()
        caller.join(PATIENCE)
        self.assertEqual(answers, [b'"done"'])

    def test_what_runs_is_finished_after_sigterm(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            service = self.start()
            caller, answers, path = self.call_in_background(service)
            service.process.send_signal(number)
            await_condition(lambda: not is_listening(service.port), "new connections are refused")
            self.assertEqual(answers, [])
            open(path, "w").close()
            caller.join(PATIENCE)
            self.assertEqual(answers, [b'"done"'])
            self.assertEqual(service.wait(), 0)
            self.assertEqual(service.errors, "")

    def test_an_idle_connection_does_not_hold_up_the_end(self) -> None:
        service = self.start()
        with socket.create_connection(("127.0.0.1", service.port), PATIENCE) as idle:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertIn(b"200 OK", idle.recv(65536))
            service.process.terminate()
            self.assertEqual(service.wait(), 0)

    def test_it_ends_with_its_standard_input(self) -> None:
        service = self.start()
        self.assertGreater(service.port, 0)
        service.stdin.close()
        self.assertEqual(service.wait(), 0)

    def test_health_can_be_asked_for_without_its_body(self) -> None:
        service = self.start()
        with urllib.request.urlopen(urllib.request.Request(service.url + "healthz", method="HEAD"), timeout=PATIENCE):
            service.process.terminate()
        self.assertEqual(service.wait(), 0)
        self.assertEqual(service.errors, "")

    def test_what_was_printed_before_it_served(self) -> None:
        service = Service("early", WAITING.replace("app = Flask", 'print("early")\napp = Flask'), PYTHONUNBUFFERED="")
        self.addCleanup(service.stop)
        self.assertGreater(service.port, 0)
        self.assertEqual(service.lines[0], "early")

    def test_a_port_in_use(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            service = self.start(NANOSERVICE_PORT=port)
            self.assertEqual(service.wait(), 3)
        self.assertRegex(service.errors, rf"\APort {port} on 127\.0\.0\.1 cannot be bound \(.*NANOSERVICE_PORT.*\n\Z")
        self.assertEqual(service.lines, [])

    def test_a_port_that_is_no_number(self) -> None:
        service = self.start(NANOSERVICE_PORT="http")
        self.assertEqual(service.wait(), 1)
        message = "NANOSERVICE_PORT must be a whole number of at least 0, but is 'http'; correct or unset it\n"
        self.assertEqual(service.errors, message)


class StoppingTest(unittest.TestCase):
    """A service that was told to stop, and has callers."""

    def setUp(self) -> None:
        self.service = Service("wait_for", WAITING, None, NANOSERVICE_DRAIN_MS=str(int(PATIENCE * 1000)))
        self.addCleanup(self.service.stop)
        self.path = str(self.service.file)  # a path that exists, so that the function returns at once
        self.assertGreater(self.service.port, 0)

    def connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        return connection

    def ask(self, connection: http.client.HTTPConnection, path: str) -> tuple[int, bool]:
        """Returns the status, and whether the connection is kept."""
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status, not response.will_close

    def stop(self) -> None:
        """Tells the service to stop, and waits until it knows."""
        self.service.process.terminate()
        await_condition(lambda: self.ask(self.connect(), "/readyz")[0] == 503, "the service is not ready")

    def test_it_answers_and_says_that_it_closes_connections(self) -> None:
        kept = self.connect()
        call = f"/?args=[%22{self.path}%22]"
        self.assertEqual(self.ask(kept, "/readyz"), (200, True))
        self.assertEqual(self.ask(kept, call), (200, True))
        self.stop()
        self.assertEqual(self.ask(kept, call), (200, False))
        self.assertEqual(self.ask(self.connect(), call), (200, False), "a new connection")
        self.assertEqual(self.ask(self.connect(), "/healthz"), (200, False))

    def test_end_of_input_ends_the_drain(self) -> None:
        self.stop()
        self.service.stdin.close()
        self.assertEqual(self.service.wait(), 0)


class IdleConnectionTest(unittest.TestCase):
    def test_idle_connection_gets_408_at_the_end_of_the_drain(self) -> None:
        service = Service("wait_for", WAITING, None, NANOSERVICE_DRAIN_MS="200")
        self.addCleanup(service.stop)
        with socket.create_connection(("127.0.0.1", service.port), PATIENCE) as idle:
            idle.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertIn(b"200 OK", idle.recv(65536))
            service.process.terminate()
            received = b""
            while part := idle.recv(65536):
                received += part
        self.assertTrue(received.startswith(b"HTTP/1.1 408 Request Timeout\r\n"), received)
        self.assertIn(b"\r\nConnection: close\r\n", received)
        self.assertEqual(service.wait(), 0)


class WatchdogTest(unittest.TestCase):
    source = """
import re
import sys
import time

from flask import Flask
from nanoservice import answer_one_of, run

app = Flask(__name__)


def match(pattern, text):
    return bool(re.match(pattern, text))


def rest(seconds):
    time.sleep(seconds)


@app.route("/<function>", methods=["GET", "POST"])
def serve(function=None):
    return answer_one_of({"match": match, "rest": rest}, function)


if __name__ == "__main__":
    run(app)
"""

    def start(self, **environment: str) -> Service:
        service = Service("stuck", self.source, None, **environment)
        self.addCleanup(service.stop)
        return service

    def test_service_stuck_in_a_regular_expression_exits(self) -> None:
        service = self.start(NANOSERVICE_PROBE_TIMEOUT_MS="2000")
        with contextlib.suppress(OSError, http.client.HTTPException):
            get(service.url + "match?args=[%22(a*)*b%22,%22" + 40 * "a" + "%22]")
        self.assertEqual(service.wait(), 1)
        self.assertIn("in match", service.errors)

    def test_busy_service_that_answers_its_probe_goes_on(self) -> None:
        service = self.start(NANOSERVICE_PROBE_TIMEOUT_MS="2000")
        self.assertEqual(get(service.url + "rest?args=[4]"), b"null")

    def test_main_thread_that_is_late_with_every_probe_is_not_one_that_hangs(self) -> None:
        program = """
import itertools, sys, time
from nanoservice.server.watchdog import Watchdog

turns = itertools.count().__next__ if sys.argv[1] == "busy" else lambda: 0
Watchdog(("127.0.0.1", 9), 1, turns).start()  # nothing listens at the port
time.sleep(4)
"""
        for state, status in (("busy", 0), ("hanging", 1)):
            with self.subTest(state):
                command = [sys.executable, "-c", program, state]
                ended = subprocess.run(command, env={"PYTHONPATH": str(COMPILED_RUNTIME)}, stderr=subprocess.DEVNULL)
                self.assertEqual(ended.returncode, status)

    def test_service_that_stops_is_not_taken_for_one_that_hangs(self) -> None:
        service = self.start(NANOSERVICE_PROBE_TIMEOUT_MS="2000", NANOSERVICE_DRAIN_MS="4000")
        self.assertEqual(get(service.url + "rest?args=[0]"), b"null")
        service.process.terminate()
        self.assertEqual(service.wait(), 0)


def is_listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
    except ConnectionRefusedError:
        return False
    return True


class PrintingTest(ServiceTestCase):
    program = """
        import sys


        def talk(times):
            for time in range(times):
                print("a", "b", sep="", end="")
                print("-", time)
            sys.stdout.write("no end")
        """

    def test_a_functions_printing_never_mixes_with_the_log(self) -> None:
        callers = [threading.Thread(target=self.talk, args=(50,)) for _ in range(8)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join(PATIENCE)
        service = self.services["talk"]
        await_condition(lambda: len(service.events("call")) == 8, "eight calls are logged")
        printed = [line for line in service.lines if not line.startswith("{")]
        self.assertEqual(sorted(printed), sorted(8 * ([f"ab- {time}" for time in range(50)] + ["no end"])))


class ForgedLinesTest(ServiceTestCase):
    program = """
        import sys

        def say(*parts):
            for part in parts:
                print(part, end="")
            print()
        """

    FORGED = '{"event": "call", "function": "transfer", "status": 200, "ms": 1, "trace": "0"}'

    def assert_no_forged_event(self, service: Service) -> None:
        self.say("the last line")
        await_condition(lambda: "the last line" in service.lines, "all lines are read")
        for line in (part for each in service.lines for part in each.splitlines()):
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                self.assertFalse(event.get("event") == "call" and event["function"] == "transfer", line)

    def test_printed_text_is_not_taken_for_an_event(self) -> None:
        forged = [
            (self.FORGED,),
            (self.FORGED[:5], self.FORGED[5:]),
            ("harmless\n" + self.FORGED,),
            ("harmless\r" + self.FORGED,),
            ("\u2028\t" + self.FORGED,),
            (self.FORGED.replace("event", "\\u0065vent"),),
            (self.FORGED.replace('{"event": "call", ', "{").replace("}", ', "event": "call"}'),),
        ]
        service = self.services["say"]
        for parts in forged:
            self.say(*parts)
        self.assert_no_forged_event(service)
        texts = [event["text"] for event in service.events("output")]
        self.assertEqual(texts[:2], [self.FORGED, self.FORGED])
        self.assertIn("harmless", service.lines)

    def test_other_json_is_printed_as_it_is(self) -> None:
        lines = ['{"name": "caf\\u00e9"}', "{}", 'the "event": {1}']
        for line in lines:
            self.say(line)
        await_condition(lambda: all(line in self.services["say"].lines for line in lines), "the lines are printed")


class StreamsTest(ServiceTestCase):
    program = """
        import codecs
        import io
        import os
        import sys


        def configure(encoding):
            sys.stdout.reconfigure(encoding=encoding)
            print("größe")
            sys.stdout.reconfigure(encoding="utf-8")
            return [sys.stdout.encoding, sys.stdout.errors, sys.stdout.isatty(), sys.stdout.fileno(), sys.stdout.name]


        def wrap(text):
            ours, sys.stdout = sys.stdout, io.TextIOWrapper(sys.stdout.buffer, encoding="latin-1", write_through=True)
            print("wrapped", text)
            sys.stdout = codecs.getwriter("utf-8")(sys.stdout.detach())
            print("written", text)
            sys.stdout = ours
            sys.stdout.buffer.write(b"no end")


        def ask():
            return input("a question ")


        def read():
            return [sys.stdin.read(), os.read(0, 10).decode()]
        """

    def test_the_encoding_of_what_is_printed_can_be_changed(self) -> None:
        self.assertEqual(self.configure("utf-8"), ["utf-8", "strict", False, 1, "<stdout>"])
        self.services["configure"].wait_for(lambda line: line == "größe")

    def test_other_streams_can_be_made_of_it(self) -> None:
        self.wrap("x")
        service = self.services["wrap"]
        await_condition(lambda: len(service.events("call")) == 1, "the call is logged")
        printed = [line for line in service.lines if not line.startswith("{")]
        self.assertEqual(printed, ["wrapped x", "written x", "no end"])

    def test_there_is_no_input(self) -> None:
        with self.assertRaises(EOFError):
            self.ask()
        self.assertEqual(self.read(), ["", ""])


class ForkTest(ServiceTestCase):
    program = """
        import multiprocessing
        import os
        import threading
        import time

        def terminated(seconds):
            child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(seconds,))
            child.start()
            child.terminate()
            child.join()
            return child.exitcode

        def printing(children):
            done = threading.Event()

            def print_on():
                while not done.is_set():
                    print("parent")

            printer = threading.Thread(target=print_on)
            printer.start()
            for number in range(children):
                child = os.fork()
                if child == 0:
                    print("child", number)
                    os._exit(0)
                os.waitpid(child, 0)
            done.set()
            printer.join()
        """

    def test_a_child_that_is_terminated_ends_as_in_any_program(self) -> None:
        self.assertEqual(self.terminated(60), -signal.SIGTERM)

    def test_children_print_while_other_threads_do(self) -> None:
        self.printing(50)
        service = self.services["printing"]
        service.wait_for(lambda line: line == "child 49")
        printed = {line for line in service.lines if not line.startswith("{")}
        self.assertEqual(printed, {"parent", *(f"child {number}" for number in range(50))})


class ThreadsTest(ServiceTestCase):
    program = """
        import asyncio
        import threading
        from concurrent.futures import ThreadPoolExecutor


        def leaf(number):
            return number


        def spread(numbers):
            with ThreadPoolExecutor(2) as pool:
                return list(pool.map(leaf, numbers))


        def spread_in_threads(numbers):
            found = []
            threads = [threading.Thread(target=lambda: found.append(leaf(1))) for _ in numbers]
            threads.append(threading.Timer(0, lambda: found.append(leaf(2))))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return sorted(found)


        async def spread_in_loop(number):
            return await asyncio.get_running_loop().run_in_executor(None, leaf, number)
        """

    def test_calls_from_threads_belong_to_the_trace(self) -> None:
        for name, argument, value, count in (
            ("spread", [1, 2, 3], [1, 2, 3], 3), ("spread_in_loop", 1, 1, 1), ("spread_in_threads", [1, 1], [1, 1, 2], 3)
        ):  # fmt: skip
            trace = os.urandom(16).hex()
            url = self.services[name].url + "?args=" + json.dumps([argument]).replace(" ", "")
            request = urllib.request.Request(url, headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
            with urllib.request.urlopen(request) as response:
                self.assertEqual(json.load(response), value)
            calls = self.services["leaf"].events
            await_condition(
                lambda: [call["trace"] for call in calls("call")].count(trace) == count, f"{count} calls in the trace"
            )


class LoadTest(ServiceTestCase):
    environment = {"NANOSERVICE_MAX_BYTES": "60000000"}
    program = """
        import threading


        def meet(parties):
            # All are in at once, or the barrier breaks.
            barrier = vars(threading).setdefault("barrier", threading.Barrier(parties))
            barrier.wait(15)
            return parties


        def same(value):
            return value


        def long(length):
            return "x" * length


        def items(length):
            yield 1
            yield "x" * length
        """

    def test_two_hundred_calls_at_once(self) -> None:
        answers: list[int] = []
        callers = [threading.Thread(target=lambda: answers.append(self.meet(200))) for _ in range(200)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join(PATIENCE)
        self.assertEqual(answers, [200] * 200)

    def test_fifty_megabytes_there_and_back(self) -> None:
        text = "x" * 50_000_000
        self.assertTrue(self.same(text) == text)
        data = bytes(37_500_000)
        self.assertTrue(self.same(data) == data)

    def test_arguments_above_the_limit_are_refused_unread(self) -> None:
        # Only the head is sent: a service that waited for the body would not respond.
        address = urllib.parse.urlsplit(self.services["same"].url).netloc
        connection = http.client.HTTPConnection(address, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.putrequest("POST", "/")
            connection.putheader("Content-Type", "application/json")
            connection.putheader("Content-Length", "61000013")
            connection.endheaders()
            problem = json.load(connection.getresponse())
        self.assertEqual(problem["status"], 413)
        self.assertIn("61000013 bytes, more than the limit of 60000000 bytes", problem["detail"])

    def test_a_value_beyond_the_limit(self) -> None:
        with self.assertRaisesRegex(ConnectionError, r"'long' .*The value of long\(\) takes 60000003 bytes, more than"):
            self.long(60_000_001)

    def test_beyond_the_callers_own_limit(self) -> None:
        with self.assertRaisesRegex(ConnectionError, "'same' was not called: the arguments take .* bytes, more than"):
            self.same("x" * 2**20 * 101)
        self.assertEqual(self.same(1), 1)


class DepthTest(ServiceTestCase):
    program = """
        def is_even(number):
            return True if number == 0 else is_odd(number - 1)


        def is_odd(number):
            return False if number == 0 else is_even(number - 1)


        def endless_ping():
            return endless_pong()


        def endless_pong():
            return endless_ping()
        """

    def test_mutual_recursion_as_deep_as_python_goes(self) -> None:
        self.assertTrue(self.is_even(900))

    def test_endless_recursion_is_an_error_as_it_was(self) -> None:
        with self.assertRaisesRegex(RecursionError, "maximum recursion depth exceeded"):
            self.endless_ping()


class ModuleTest(unittest.TestCase):
    def test_modules_of_stubs_can_be_imported_in_every_way(self) -> None:
        from nanoservice import module, remote

        shop = module("shop_of_stubs.pricing", discount=remote("discount"))
        self.assertIs(module("shop_of_stubs.pricing", tax=remote("tax")), shop)
        module("shop_of_stubs", open_shop=remote("open_shop"))

        import shop_of_stubs
        import shop_of_stubs.pricing
        from shop_of_stubs import open_shop, pricing
        from shop_of_stubs.pricing import discount, tax

        self.assertIs(shop_of_stubs, shop)
        self.assertIs(shop.pricing, pricing)
        self.assertEqual([f.__name__ for f in (discount, tax, open_shop)], ["discount", "tax", "open_shop"])
        self.assertEqual([remote(name).__module__ for name in ("tax", "shop.pricing.tax")], ["__main__", "shop.pricing"])
        with self.assertRaises(ImportError):
            from shop_of_stubs import missing  # noqa: F401

    def test_modules_of_stubs_are_plain_modules_whose_attributes_are_found_fast(self) -> None:
        from nanoservice import module

        self.assertIs(type(module("plain_shop")), type(sys))


if __name__ == "__main__":
    unittest.main()

"""Several processes for one service: who answers, what happens when one ends, and how all end."""
from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import threading
import time
import unittest
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar, Optional

from services import PATIENCE, Service, ServiceTestCase, await_condition, set_addresses

PROGRAM = '''\
from __future__ import annotations
import itertools
import os
import random
import sys
import time

from flask import Flask
from nanoservice import answer_one_of, run

app = Flask(__name__)
hits = itertools.count(1)


def process():
    return os.getpid()


def hit():
    return [os.getpid(), next(hits)]


def rest(seconds):
    print("resting", flush=True)
    time.sleep(seconds)
    return os.getpid()


def numbers():
    for number in range(50):
        time.sleep(0.01)
        yield [os.getpid(), number]


def added(numbers, other):
    numbers.append(other)
    return os.getpid()


def echo(value):
    return value


def say(text, times):
    for _ in range(times):
        print(text)
        print(text, file=sys.stderr)


def chance():
    return [random.random(), os.getpid()]


FUNCTIONS = {each.__name__: each for each in (process, hit, rest, numbers, added, echo, say, chance)}


@app.route("/<function>", methods=["GET", "POST"])
def serve(function):
    return answer_one_of(FUNCTIONS, function)


if __name__ == "__main__":
    run(app)
'''


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        return json.loads(response.read())


def stub(service: Service, name: str, kind: str = "remote") -> Any:
    """Returns what calls a function of a service as other services do."""
    import nanoservice  # `services` has to be imported first

    set_addresses({each: service.url + each for each in ("added", "echo", "numbers", "process")})
    return getattr(nanoservice, kind)(name)


def is_running(pid: int) -> bool:
    """Whether a process runs that this one need not have started."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat", encoding="ascii") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"
    return False


class Caller(threading.Thread):
    """Calls `process` again and again on one connection as long as it lasts, and counts who answers and what fails."""

    def __init__(self, port: int, path: str = "/process") -> None:
        super().__init__(daemon=True)
        self.port = port
        self.path = path
        self.answers: Counter[int] = Counter()
        self.failures: list[str] = []
        self.ends = False

    def run(self) -> None:
        connection: Optional[http.client.HTTPConnection] = None
        while not self.ends:
            try:
                if connection is None:
                    connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
                    connection.connect()
                connection.request("GET", self.path)
                answered = connection.getresponse()
                content = answered.read()
                if answered.getheader("Connection") == "close":
                    connection.close()
                    connection = None
                if answered.status == 200:
                    self.answers[json.loads(content)] += 1
                elif answered.status != 408:
                    self.failures.append(f"{answered.status} {content!r}")
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
                if connection is not None:
                    connection.close()
                connection = None
        if connection is not None:
            connection.close()

    def end(self) -> None:
        self.ends = True
        self.join(PATIENCE)


@unittest.skipUnless(hasattr(os, "fork") and os.path.isdir("/proc/self"), "needs fork and /proc")
class WorkersTestCase(unittest.TestCase):
    def start(self, source: str = PROGRAM, workers: int = 2, **environment: str) -> Service:
        name = "workers_" + self.id().rpartition(".")[2]
        service = Service(name, source, None, **{"NANOSERVICE_WORKERS": str(workers), **environment})
        self.addCleanup(service.stop)
        return service

    def workers(self, service: Service) -> set[int]:
        """The processes of the workers that run."""
        text = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text(encoding="ascii")
        return set(map(int, text.split()))

    def callers(self, service: Service, count: int) -> list[Caller]:
        callers = [Caller(service.port) for _ in range(count)]
        for each in callers:
            each.start()
        return callers


class ServingTest(WorkersTestCase):
    def test_all_workers_serve_one_port(self) -> None:
        service = self.start(workers=3)
        [event] = service.events("listening") or [json.loads(service.wait_for(lambda line: "listening" in line))]
        self.assertEqual((event["port"], event["workers"]), (service.port, 3))
        callers = self.callers(service, 6)
        await_condition(lambda: all(each.answers for each in callers), "each caller has an answer")
        answered = {next(iter(each.answers)) for each in callers}
        for each in callers:
            each.end()
            self.assertEqual((len(each.answers), each.failures), (1, []))
        self.assertEqual(answered, self.workers(service))

    def test_connections_that_are_opened_at_once_are_shared(self) -> None:
        service = self.start()
        connections = [http.client.HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE) for _ in range(16)]
        for each in connections:
            self.addCleanup(each.close)
            each.connect()
        for each in connections:
            each.request("GET", "/process")
        answered = Counter(json.loads(each.getresponse().read()) for each in connections)
        self.assertLessEqual(max(answered.values()), 12, answered)

    def test_events_name_the_worker(self) -> None:
        service = self.start()
        pid = get(service.url + "process")
        service.wait_for(lambda line: '"event": "call"' in line)
        self.assertEqual([each["worker"] for each in service.events("call")], [pid])

    def test_one_worker_is_a_service_as_before(self) -> None:
        service = self.start(workers=1)
        self.assertEqual(get(service.url + "process"), service.process.pid)
        self.assertEqual(service.events("listening"), [{"event": "listening", "service": service.name, "port": service.port}])
        service.wait_for(lambda line: '"event": "call"' in line)
        self.assertNotIn("worker", service.events("call")[0])

    def test_numbers_that_are_not_legal(self) -> None:
        for value in ("0", "65", "two", "-1", "1.5"):
            with self.subTest(value):
                service = self.start(NANOSERVICE_WORKERS=value)
                self.assertEqual(service.wait(), 1)
                message = f"NANOSERVICE_WORKERS must be a whole number from 1 to 64, but is '{value}'; correct or unset it\n"
                self.assertEqual(service.errors, message)

    def test_a_port_in_use(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            service = self.start(NANOSERVICE_PORT=str(taken.getsockname()[1]))
            self.assertEqual(service.wait(), 3)
        self.assertIn("cannot be bound", service.errors)

    def test_health_is_answered_while_a_worker_is_stuck(self) -> None:
        service = self.start()
        stuck = get(service.url + "process")
        os.kill(stuck, signal.SIGSTOP)
        try:
            for _ in range(20):
                self.assertEqual(get(service.url + "healthz"), {"status": "ok"})
                self.assertEqual(get(service.url + "readyz"), {"status": "ready"})
        finally:
            os.kill(stuck, signal.SIGCONT)

    def test_a_hanging_worker_is_replaced(self) -> None:
        stuck = PROGRAM.replace("time.sleep(seconds)", '__import__("re").match("(a*)*b", 40 * "a")')
        service = self.start(stuck, NANOSERVICE_PROBE_TIMEOUT_MS="1500")
        with self.assertRaises((OSError, http.client.HTTPException)):
            get(service.url + "rest?args=[0]")
        service.wait_for(lambda line: '"worker ended"' in line)
        [event] = service.events("worker ended")
        self.assertEqual(event["detail"], "it exited with 1")
        await_condition(lambda: len(self.workers(service) - {event["worker"]}) == 2, "two workers")

    def test_a_service_without_work_is_not_taken_for_one_that_hangs(self) -> None:
        service = self.start(NANOSERVICE_PROBE_TIMEOUT_MS="300")
        self.assertGreater(service.port, 0)
        workers = self.workers(service)
        get(service.url + "rest?args=[1.5]")  # one of them; the other one is idle
        self.assertEqual(self.workers(service), workers)
        self.assertEqual(service.events("worker ended"), [])

    def test_lines_of_workers_stay_whole(self) -> None:
        service = self.start()
        text = 20_000 * "x"
        body = json.dumps({"args": [text, 50]}).encode()

        def say() -> None:
            request = urllib.request.Request(service.url + "say", body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                response.read()

        threads = [threading.Thread(target=say) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(PATIENCE)
        service.stdin.close()
        service.wait()
        self.assertEqual({line for line in service.lines if not line.startswith('{"event": ')}, {text})
        self.assertEqual(sum(line == text for line in service.lines), 200)
        self.assertEqual(service.errors, 200 * (text + "\n"))


class StateTest(WorkersTestCase):
    """What a caller sees of state. Each worker has its own, as each replica has."""

    def test_each_worker_has_the_state_of_the_import_and_its_own_changes(self) -> None:
        service = self.start()
        counted: dict[int, list[int]] = {}
        for _ in range(20):
            pid, number = get(service.url + "hit")
            counted.setdefault(pid, []).append(number)
        self.assertLessEqual(len(counted), 2)
        for numbers in counted.values():
            self.assertEqual(numbers, list(range(1, len(numbers) + 1)))

    def test_random_numbers_differ(self) -> None:
        service = self.start()
        callers = [Caller(service.port) for _ in range(2)]
        for each in callers:
            each.start()
        await_condition(lambda: all(each.answers for each in callers), "each caller has an answer")
        found: dict[int, float] = {}
        await_condition(lambda: len(found) == 2 or found.update([get(service.url + "chance")[::-1]]) or False, "both have drawn")
        self.assertEqual(len(set(found.values())), 2)
        for each in callers:
            each.end()

    def test_a_stream_comes_from_one_worker(self) -> None:
        service = self.start()
        streams = [stub(service, "numbers", "remote_generator")() for _ in range(4)]
        items = list(zip(*streams))
        self.assertEqual(len(items), 50)
        for stream in zip(*items):
            self.assertEqual(len({pid for pid, _ in stream}), 1)
            self.assertEqual([number for _, number in stream], list(range(50)))
        self.assertEqual(len({pid for pid, _ in items[0]}), 2)

    def test_a_stream_that_is_not_read_to_its_end(self) -> None:
        service = self.start()
        stream = stub(service, "numbers", "remote_generator")()
        first = next(stream)
        for _ in range(20):
            stub(service, "process")()
        self.assertEqual(next(stream), [first[0], 1])
        stream.close()

    def test_arguments_are_changed_whichever_worker_is_called(self) -> None:
        service = self.start()
        added = stub(service, "added")
        numbers: list[int] = []
        for number in range(20):
            added(numbers, number)
        self.assertEqual(numbers, list(range(20)))

    def test_a_function_as_a_value(self) -> None:
        service = self.start()
        process = stub(service, "process")
        for _ in range(5):
            self.assertIn(stub(service, "echo")(process)(), self.workers(service))

    def test_an_application_knows_of_other_processes(self) -> None:
        source = """
from nanoservice import run_application


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b"true" if environ["wsgi.multiprocess"] else b"false"]


run_application(app)
"""
        self.assertIs(get(self.start(source).url), True)


class DepthTest(ServiceTestCase):
    """A recursion across services, each level of which is a call that some worker runs."""

    environment: ClassVar[dict[str, str]] = {"NANOSERVICE_WORKERS": "2"}
    program = """
        def is_even(number):
            return True if number == 0 else is_odd(number - 1)


        def is_odd(number):
            return False if number == 0 else is_even(number - 1)
        """

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_mutual_recursion_as_deep_as_python_goes(self) -> None:
        self.assertTrue(self.is_even(900))


class ReplacementTest(WorkersTestCase):
    def test_a_killed_worker_loses_no_call_but_those_that_it_has(self) -> None:
        service = self.start()
        callers = self.callers(service, 8)
        await_condition(lambda: all(sum(each.answers.values()) > 20 for each in callers), "load")
        before = self.workers(service)
        killed = next(iter(callers[0].answers))
        affected = [each for each in callers if killed in each.answers]
        os.kill(killed, signal.SIGKILL)
        service.wait_for(lambda line: '"worker ended"' in line)
        await_condition(lambda: len(self.workers(service) - {killed}) == 2, "a new worker")
        [new] = self.workers(service) - before
        await_condition(lambda: get(service.url + "process") == new, "it serves")
        counts = [sum(each.answers.values()) for each in callers]
        await_condition(
            lambda: all(sum(each.answers.values()) > count + 20 for each, count in zip(callers, counts)), "load afterwards"
        )
        for each in callers:
            each.end()
            self.assertLessEqual(len(each.failures), 1 if each in affected else 0, each.failures)
        [event] = service.events("worker ended")
        self.assertEqual(event, {"event": "worker ended", "worker": killed, "detail": "it was ended by SIGKILL"})

    def test_connections_that_wait_while_all_workers_are_gone_are_served(self) -> None:
        service = self.start()
        port = service.port
        for each in self.workers(service):
            os.kill(each, signal.SIGSTOP)
        waiting = [Caller(port) for _ in range(8)]
        for caller in waiting:
            caller.start()
        # The kernel has completed their handshakes, and nobody has accepted them.
        await_condition(lambda: established(port) >= 8, "connections")
        for each in self.workers(service):
            os.kill(each, signal.SIGKILL)
        await_condition(lambda: all(each.answers for each in waiting), "answers")
        for caller in waiting:
            caller.end()
            self.assertEqual(caller.failures, [])

    def test_a_worker_that_is_told_to_stop_is_replaced_and_the_others_go_on(self) -> None:
        service = self.start(NANOSERVICE_DRAIN_MS="200")
        callers = self.callers(service, 4)
        await_condition(lambda: all(sum(each.answers.values()) > 5 for each in callers), "load")
        told = next(iter(self.workers(service)))
        os.kill(told, signal.SIGTERM)
        service.wait_for(lambda line: '"worker ended"' in line)
        await_condition(lambda: len(self.workers(service) - {told}) == 2, "a new worker")
        for _ in range(10):
            self.assertNotEqual(get(service.url + "process"), told)
        for caller in callers:
            caller.end()
            self.assertEqual(caller.failures, [])
        self.assertEqual(service.events("worker ended")[0]["detail"], "it exited with 0")

    def test_workers_that_end_at_once_are_replaced_once_a_second(self) -> None:
        service = self.start()
        self.assertGreater(service.port, 0)
        began = time.monotonic()
        killed: set[int] = set()
        for generation in range(1, 4):
            await_condition(lambda: len(self.workers(service) - killed) == 2, "two workers")
            for each in self.workers(service) - killed:
                killed.add(each)
                os.kill(each, signal.SIGKILL)
            self.assertEqual(len(killed), 2 * generation)
        self.assertGreaterEqual(time.monotonic() - began, 1)  # the first ones had begun before
        self.assertIn(get(service.url + "process"), self.workers(service))

    def test_a_service_whose_workers_cannot_start_ends(self) -> None:
        source = PROGRAM.replace("run(app)", 'os.register_at_fork(after_in_child=lambda: os._exit(7))\n    run(app)')
        service = self.start(source)
        self.assertEqual(service.wait(), 7)
        self.assertEqual(service.events("listening"), [])


    def test_a_worker_that_cannot_be_forked_is_tried_again(self) -> None:
        failing = """
fork = os.fork


def fail():
    os.fork = fork
    raise BlockingIOError(11, "no place")


os.fork = fail
hits ="""
        service = self.start(PROGRAM.replace("hits =", failing))
        self.assertIn(get(service.url + "process"), self.workers(service))
        detail = "no place; the service tries again in 1 s"
        self.assertEqual(service.events("worker not started"), [{"event": "worker not started", "detail": detail}])


class EndTest(WorkersTestCase):
    def check_ended(self, service: Service, workers: set[int], status: int = 0) -> None:
        self.assertEqual(service.wait(), status)
        self.assertEqual([each for each in workers if is_running(each)], [])

    def begin(self, service: Service, seconds: float) -> tuple[threading.Thread, list[Any]]:
        answers: list[Any] = []
        caller = threading.Thread(target=lambda: answers.append(get(service.url + f"rest?args=[{seconds}]")), daemon=True)
        caller.start()
        service.wait_for(lambda line: line == "resting")
        return caller, answers

    def test_what_runs_is_finished_after_a_signal(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                service = self.start(NANOSERVICE_DRAIN_MS="100")
                self.assertGreater(service.port, 0)
                workers = self.workers(service)
                caller, answers = self.begin(service, 1)
                service.process.send_signal(number)
                self.check_ended(service, workers)
                caller.join(PATIENCE)
                self.assertIn(answers[0], workers)

    def test_a_signal_to_the_whole_group_of_processes(self) -> None:
        service = self.start()
        caller, answers = self.begin(service, 1)
        workers = self.workers(service)
        for each in (*workers, service.process.pid):
            os.kill(each, signal.SIGINT)
        self.check_ended(service, workers)
        caller.join(PATIENCE)
        self.assertIn(answers[0], workers)

    def test_callers_notice_nothing_of_the_drain(self) -> None:
        service = self.start(NANOSERVICE_DRAIN_MS="1000")
        callers = self.callers(service, 6)
        await_condition(lambda: all(each.answers for each in callers), "load")
        workers = self.workers(service)
        service.process.terminate()
        await_condition(lambda: status_of(service.url + "readyz") == 503, "it says that it stops")
        for caller in callers:
            caller.end()
            self.assertEqual(caller.failures, [])
        self.check_ended(service, workers)

    def test_it_ends_with_its_standard_input(self) -> None:
        service = self.start(NANOSERVICE_DRAIN_MS="60000")
        caller, answers = self.begin(service, 0.5)
        workers = self.workers(service)
        service.stdin.close()
        self.check_ended(service, workers)
        caller.join(PATIENCE)
        self.assertIn(answers[0], workers)

    def test_end_of_input_ends_the_drain(self) -> None:
        service = self.start(NANOSERVICE_DRAIN_MS="60000")
        self.assertGreater(service.port, 0)
        workers = self.workers(service)
        service.process.terminate()
        await_condition(lambda: status_of(service.url + "readyz") == 503, "it says that it stops")
        service.stdin.close()
        self.check_ended(service, workers)

    def test_a_stuck_worker_is_killed_at_the_end_of_its_time(self) -> None:
        service = self.start()
        self.assertGreater(service.port, 0)
        workers = self.workers(service)
        os.kill(next(iter(workers)), signal.SIGSTOP)
        service.process.terminate()
        self.check_ended(service, workers)

    def test_workers_end_with_a_parent_that_is_killed(self) -> None:
        service = self.start()
        caller, answers = self.begin(service, 1)
        port = service.port
        workers = self.workers(service)
        service.process.kill()
        await_condition(lambda: not any(is_running(each) for each in workers), "no orphans")
        caller.join(PATIENCE)
        self.assertIn(answers[0], workers)
        with socket.create_server(("127.0.0.1", port)):
            pass


class ImportTest(WorkersTestCase):
    """What the import of a program must not leave."""

    def check_refused(self, line: str, message: str) -> None:
        service = self.start(PROGRAM.replace("hits =", f"import socket, threading\n{line}\nhits ="))
        self.assertEqual(service.wait(), 1)
        self.assertIn(message, service.errors)

    def test_threads(self) -> None:
        begin = 'threading.Thread(target=threading.Event().wait, name="clock", daemon=True).start()'
        self.check_refused(begin, "has started threads (clock), and a worker would not have them. Start them in a function")

    def test_connections(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as database:
            port = database.getsockname()[1]
            line = f"database = socket.create_connection(('127.0.0.1', {port}))"
            self.check_refused(line, f"has opened a connection to 127.0.0.1:{port}, which several workers cannot share.")

    def test_a_pair_of_sockets_is_no_connection(self) -> None:
        pair = "import socket\npair = socket.socketpair()\n"
        log = "log = socket.socket(type=socket.SOCK_DGRAM)\nlog.connect(('127.0.0.1', 9))\n"
        service = self.start(PROGRAM.replace("hits =", pair + log + "hits ="))
        self.assertIn(get(service.url + "process"), self.workers(service))

    def test_no_warning_about_a_fork(self) -> None:
        service = self.start(PYTHONWARNINGS="error")
        self.assertGreater(service.port, 0)
        service.stdin.close()
        service.wait()
        self.assertEqual(service.errors, "")

    def test_a_system_without_fork_serves_with_one_process(self) -> None:
        without = "from nanoservice.server import server\nserver.CAN_FORK = False\n"
        service = self.start(PROGRAM.replace("import itertools\n", without + "import itertools\n"))
        self.assertEqual(get(service.url + "process"), service.process.pid)
        detail = "This system cannot fork, so one process serves instead of 2 workers."
        self.assertEqual(service.events("one process"), [{"event": "one process", "detail": detail}])


class BalanceTest(unittest.TestCase):
    def test_the_one_with_most_connections_leaves_the_next_to_others(self) -> None:
        from nanoservice.server.balance import ABSENT, Balance

        counts = memoryview(bytearray(12)).cast("I")
        first, second = Balance(counts, 0), Balance(counts, 1)
        counts[2] = ABSENT
        self.assertFalse(first.is_ahead(0))
        self.assertTrue(first.is_ahead(1))
        second.report(1)
        self.assertFalse(first.is_ahead(1))
        self.assertTrue(second.is_ahead(2))


def established(port: int) -> int:
    """The connections to a port that this machine has, whoever has accepted them."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return sum(line.split()[2].endswith(f":{port:04X}") and line.split()[3] == "01" for line in lines)


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


if __name__ == "__main__":
    unittest.main()

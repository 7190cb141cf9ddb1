"""Serving an application: gunicorn's threaded worker, in this one process.

gunicorn usually forks workers and watches over them. Here the container or the build does that, so its worker runs
without a master: half the processes and less memory for each of many services. Its threads start as requests come
(a recursion over two services needs one in each for every level), and it reads, calls and writes in one thread, so a
stream is made no faster than it is read.
"""
from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, NoReturn

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from .server_socket import BufferedSocket, Listener
from ..context import keep_call_in_threads
from .output import OUTPUT
from .problems import METHODS, NO_STORE, document, response
from ..settings import SETTINGS

# Seconds an idle connection is kept; more than the client's IDLE_LIMIT.
KEEP_ALIVE = 30
# Calls that run at once; more are refused. Twice the depth of Python's own recursion, so that one recursion fits.
MAX_CONCURRENT_CALLS = 2000
# Seconds that running calls are given to end after SIGTERM; container engines kill after ten.
STOP_TIMEOUT = 8.0
PORT_IN_USE = 3
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(app: Flask) -> NoReturn:
    """Serves an application until SIGTERM or SIGINT, then lets running calls end, and exits with 0.

    Exits with 3 when the port cannot be had. Besides the application's own routes `/healthz` and `/openapi.json` are
    answered, and `/<service>` like `/`.
    """
    directory = os.path.dirname(os.path.abspath(sys.argv[0]))
    service = os.path.basename(directory)
    _answer_by_name(app, service)
    listener = _listen()
    sys.stdout = OUTPUT.text(sys.stdout)
    OUTPUT.keep_whole_in_children()
    _lift_file_limit()
    keep_call_in_threads()
    gate = ConcurrencyLimit(app.wsgi_app, os.path.join(directory, "openapi.json"))
    app.wsgi_app = gate  # type: ignore[method-assign]
    app.config["MAX_CONTENT_LENGTH"] = SETTINGS.max_bytes
    app.make_default_options_response = _options  # type: ignore[method-assign]
    app.register_error_handler(HTTPException, lambda error: response(error.code, error.description))
    worker = _worker(app, listener)
    try:
        for number in _STOP_SIGNALS:
            signal.signal(number, _stop)
        os.register_at_fork(before=_hold_signals, after_in_parent=_let_signals_in, after_in_child=_restore_signals)
        if SETTINGS.stop_on_eof:
            threading.Thread(target=_stop_at_the_end_of, args=(_take_input(),), daemon=True).start()
        OUTPUT.event(event="listening", service=service, port=listener.getsockname()[1])
        worker.init_process()
    except _Stop:
        worker.alive = False  # responses ask their callers to close the connection from here on
    listener.close()
    gate.wait_until_idle(STOP_TIMEOUT)
    OUTPUT.end_lines()
    # The threads of calls that did not end in time would keep the interpreter from exiting.
    os._exit(0)


def _answer_by_name(app: Flask, service: str) -> None:
    """Answers `/<service>` as `/` where the application has that one function.

    In the OpenAPI document of all services each function needs a path of its own.
    """
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    if len(rules) == 1:
        serve = rules[0].endpoint
        app.add_url_rule(f"/{service}", serve, app.view_functions[serve], methods=["GET", "POST"])


def _listen() -> Listener:
    try:
        listener = Listener(fileno=socket.create_server((SETTINGS.host, SETTINGS.port), backlog=1024).detach())
    except OSError as error:
        print(
            f"Port {SETTINGS.port} on {SETTINGS.host} cannot be had ({error.strerror}):"
            " stop what uses it, or set NANOSERVICE_PORT to another port, or to 0 for any free one.",
            file=sys.stderr,
        )
        sys.exit(PORT_IN_USE)
    # Head and body of a response are two writes; together with delayed acknowledgements the second would wait 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _lift_file_limit() -> None:
    """Each call being answered has one connection in, and often one out; the usual soft limit is 1,024 files."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MAX_CONCURRENT_CALLS if hard == resource.RLIM_INFINITY else min(4 * MAX_CONCURRENT_CALLS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _Stop(BaseException):
    """Raised in the main thread by a signal, to leave the server's loop."""


def _stop(number: int, frame: Any) -> NoReturn:
    for each in _STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise _Stop


def _hold_signals() -> None:
    # Python drops what came to a child before it could look; the child would go on for ever.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)


def _let_signals_in() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)


def _restore_signals() -> None:
    """Lets signals do to a process that a function forks what they do in any program."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _let_signals_in()


def _take_input() -> int:
    """Returns a descriptor of standard input, which is empty from here on: no function waits for what never comes."""
    taken = os.dup(0)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    return taken


def _stop_at_the_end_of(descriptor: int) -> None:
    while os.read(descriptor, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _options() -> Response:
    return Response(headers={**NO_STORE, "Allow": METHODS})


def _worker(app: Flask, listener: Listener) -> Any:
    # Imported here: what only imports the stubs needs no server.
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger
    from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
    from gunicorn.workers.gthread import ThreadWorker

    class Application(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("threads", MAX_CONCURRENT_CALLS + 8)  # some more, for health and for refusals
            self.cfg.set("worker_connections", 8 * MAX_CONCURRENT_CALLS)
            self.cfg.set("keepalive", KEEP_ALIVE)
            self.cfg.set("limit_request_line", 8190)
            self.cfg.set("forwarded_allow_ips", "")  # else it reads each caller's address, to find out about proxies
            self.cfg.set("loglevel", "warning")
            # Settings are looked up 27 times for each request; as attributes they are found without a method of gunicorn's.
            vars(self.cfg).update((name, setting.get()) for name, setting in self.cfg.settings.items())

        def load(self) -> Flask:
            return app

    class Log(Logger):
        def access(self, *about: Any) -> None:
            pass  # the runtime writes a line for each call

    class Worker(ThreadWorker):
        def init_signals(self) -> None:
            pass  # those that matter without a master are set already

        def handle(self, connection: Any) -> Any:
            """Serves a connection in one thread for as long as requests follow one another.

            After each, gunicorn would give it back to the thread that watches all connections. Two changes of thread
            take as long as a call.
            """
            more = super().handle(connection)
            # A caller may send requests before it has answers (RFC 9112 §9.3.2); gunicorn has read those already.
            while more is True and self.alive and (_has_read_ahead(connection) or connection.sock.is_followed()):
                more = super().handle(connection)
            return more

        def is_parent_alive(self) -> bool:
            return True  # whoever started it is no master, and may end before it

        def handle_error(self, request: Any, client: socket.socket, address: Any, error: Exception) -> None:
            # gunicorn would answer with a page of HTML.
            if isinstance(error, LimitRequestLine):
                _send_problem(client, 414, "The URL is too long; send args and kwargs as the JSON body of a POST.")
            elif isinstance(error, LimitRequestHeaders):
                _send_problem(client, 431, f"The header is too long: {error}.")
            elif isinstance(error, ParseException):
                _send_problem(client, 400, f"This is no HTTP request: {error}.")
            else:
                self.log.error("Error handling request", exc_info=error)
                _send_problem(client, 500, "The server failed; its log on standard error says why.")

    application = Application()
    log = Log(application.cfg)
    return Worker(0, os.getppid(), [listener], application, KEEP_ALIVE, application.cfg, log)


def _has_read_ahead(connection: Any) -> bool:
    return connection.parser.unreader.buf.getbuffer().nbytes > 0


class ConcurrencyLimit:
    """Counts the calls that run, and refuses one too many; tells of health and contract whatever they do."""

    def __init__(self, application: Any, contract: str) -> None:
        self._application = application
        self._contract = contract
        self._running = 0
        self._changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/healthz":
            return _respond(environ, start_response, "200 OK", "application/json", '{"status":"ok"}')
        if environ["PATH_INFO"] == "/openapi.json":
            with open(self._contract, encoding="ascii") as document:
                return _respond(environ, start_response, "200 OK", "application/json", document.read())
        with self._changed:
            if self._running >= MAX_CONCURRENT_CALLS:
                problem = document(503, f"{MAX_CONCURRENT_CALLS} calls are running here already; try again later.")
                status = "503 Service Unavailable"
                return _respond(environ, start_response, status, "application/problem+json", problem)
            self._running += 1
        # gunicorn's view of a body reads 1,024 bytes at a time; what lies below takes what has come in.
        environ["wsgi.input"] = environ["wsgi.input"].reader
        return _Counted(self, self._application(environ, start_response), environ["gunicorn.socket"])

    def leave(self) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()

    def wait_until_idle(self, timeout: float) -> None:
        """Waits until no call runs, `timeout` seconds at most."""
        with self._changed:
            self._changed.wait_for(lambda: self._running == 0, timeout)


class _Counted:
    """A response's body; the call has ended when the server closes it."""

    def __init__(self, gate: ConcurrencyLimit, body: Any, caller: BufferedSocket) -> None:
        self._gate = gate
        self._body = body
        self._caller = caller

    def __iter__(self) -> Iterator[bytes]:
        for part in self._body:
            self._caller.hold()
            yield part  # the server sends it, the first one behind the head
            self._caller.flush()

    def close(self) -> None:
        try:
            self._caller.flush()
            self._body.close()
        finally:
            OUTPUT.end_line()
            self._gate.leave()


def _send_problem(client: socket.socket, status: int, detail: str) -> None:
    body = document(status, detail).encode("ascii")
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    with contextlib.suppress(OSError):  # the client may have gone
        client.sendall(head.encode("ascii") + body)


def _respond(
    environ: dict[str, Any], start_response: Any, status: str, media_type: str, text: str
) -> list[bytes]:
    body = text.encode("utf-8")
    start_response(
        status, [("Content-Type", media_type), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    )
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

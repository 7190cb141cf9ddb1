"""The process of a service: listens, serves and stops."""
from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn, Optional

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from .. import source_modules
from ..context import keep_call_in_threads, keep_context_of_import
from ..settings import SETTINGS
from ..source_map import program
from ..system import CAN_FORK, STOP_SIGNALS, at_fork, raise_file_limit
from ..wire import exceptions
from .admission import Admission
from .concurrency_limit import MAX_CONCURRENT_CALLS, ConcurrencyLimit
from .connections import Connections
from .hosted_application import HostedApplication
from .http11 import Application, Direct, Http11
from .listener import listen
from .memory import MEMORY
from .output import ERRORS, OUTPUT, end_lines
from .problems import METHODS, NO_STORE, response
from .program_logs import redirect, show_from
from .stub_calls import StubCalls
from .watchdog import Watchdog

if TYPE_CHECKING:
    from .workers import Place

PORT_IN_USE = 3
# Files that a process may have open besides connections.
_OTHER_FILES = 250
_EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def run(app: Flask) -> NoReturn:
    """Serves an application until a signal of STOP_SIGNALS, then stops without losing a call, and exits with 0.

    Exits with 3 if the port cannot be bound. Also answers `/healthz`, `/readyz`, requests for a proof of the
    token, `/openapi.json`, and `/<service>` like `/`.
    """
    directory = os.path.dirname(program())
    service = os.path.basename(directory)
    _answer_by_name(app, service)
    app.config["MAX_CONTENT_LENGTH"] = SETTINGS.max_bytes
    app.make_default_options_response = _options  # type: ignore[method-assign]  # the default would list HEAD
    app.register_error_handler(HTTPException, lambda error: response(error.code, error.description))
    limit = ConcurrencyLimit(app.wsgi_app, os.path.join(directory, "openapi.json"))
    # As Flask's documentation of `wsgi_app` says.
    app.wsgi_app = Admission(limit, service)  # type: ignore[method-assign]
    _serve(app, service, StubCalls(app, service, limit).answer)


def run_application(application: Callable[..., Iterable[bytes]], name: Optional[str] = None) -> NoReturn:
    """Serves a WSGI application of the program as it is, on its own routes, like `run`.

    Only `/healthz`, `/readyz` and requests for a proof of the token are answered by the runtime.
    name: the name of the service, if it is not that of its directory.
    """
    service = os.path.basename(os.path.dirname(program()))
    limit = ConcurrencyLimit(HostedApplication(application, name or service, service), None)
    _serve(Admission(limit, service, frozenset(("GET", "HEAD"))), service, None)


def _serve(application: Application, service: str, direct: Optional[Direct]) -> NoReturn:
    show_from(SETTINGS.log_level)
    _write_whole_lines()
    failures = source_modules.import_all()
    _check_tls()
    listener = _listen()
    address = listener.getsockname()

    def announce(**members: int) -> None:
        for module, failure in failures.items():
            detail = f"{exceptions.name(failure)}: {exceptions.message(failure)}"
            OUTPUT.event(event="not imported", module=module, detail=detail)
        OUTPUT.event(event="listening", service=service, port=address[1], **members)

    stdin = _take_input() if SETTINGS.stop_on_eof else None
    place = _place_of_worker(listener, announce, stdin)
    lifeline = stdin if place is None else place.lifeline
    keep_call_in_threads()
    keep_context_of_import()
    MEMORY.measure(1 if place is None else SETTINGS.workers)
    http = Http11(application, address[:2], direct)
    balance = None if place is None else place.balance
    connections = Connections(listener, http, MAX_CONCURRENT_CALLS, _connection_limit(), balance)
    wake = None if place is None else connections.wake
    watchdog = Watchdog(address, SETTINGS.probe_timeout, lambda: connections.turns, wake)

    def stop(drain: float) -> None:
        watchdog.stop()
        connections.stop(drain)

    def stop_by_signal(number: int, frame: Any) -> None:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        stop(SETTINGS.drain)

    for number in STOP_SIGNALS:
        signal.signal(number, stop_by_signal)
    signal.set_wakeup_fd(connections.wake_descriptor(), warn_on_full_buffer=False)
    at_fork(before=_block_signals, after_in_parent=_unblock_signals, after_in_child=_restore_signals)
    if place is not None:
        _unblock_signals()
    if lifeline is not None:
        threading.Thread(target=_stop_at_eof, args=(lifeline, stop), daemon=True).start()
    if place is None:
        announce()
    else:
        place.is_taken()
    if SETTINGS.probe_timeout > 0:
        watchdog.start()
    # What the program has made so far stays. Searching it for garbage again and again would stop all threads for tens of ms.
    gc.freeze()
    connections.run()
    end_lines()
    # Threads of calls that did not end in time would prevent `sys.exit` from ending the process.
    os._exit(0)


def _place_of_worker(listener: socket.socket, announce: Callable[..., None], stdin: Optional[int]) -> Optional[Place]:
    """Forks the workers, and returns the place of one in each of them; returns None if one process serves alone."""
    if SETTINGS.workers == 1:
        return None
    if not CAN_FORK:
        detail = f"This system cannot fork, so one process serves instead of {SETTINGS.workers} workers."
        OUTPUT.event(event="one process", detail=detail)
        return None
    from .workers import fork

    return fork(listener, SETTINGS.workers, announce, stdin)


def _write_whole_lines() -> None:
    output, errors = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = OUTPUT.text(output), ERRORS.text(errors)
    redirect(output, sys.stdout)
    redirect(errors, sys.stderr)
    OUTPUT.keep_whole_in_children()
    ERRORS.keep_whole_in_children()


def _answer_by_name(app: Flask, service: str) -> None:
    """Answers `/<service>` as `/` if the application has only one function.

    In the common OpenAPI document of all services, each function needs a separate path.
    """
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    if len(rules) == 1:
        serve = rules[0].endpoint
        app.add_url_rule(f"/{service}", serve, app.view_functions[serve], methods=["GET", "POST"])
        if service in SETTINGS.lambda_handlers:
            _answer_every_path(app, app.view_functions[serve])


def _answer_every_path(app: Flask, serve: Callable[[], Any]) -> None:
    """Answers every path and method with a handler of AWS Lambda, which reads both from its event."""

    def serve_path(path: str = "") -> Any:
        return serve()

    for rule in ("/", "/<path:path>"):
        app.add_url_rule(rule, "nanoservice.event", serve_path, methods=_EVERY_METHOD)


def _listen() -> socket.socket:
    try:
        return listen(SETTINGS.host, SETTINGS.port)
    except OSError as error:
        print(
            f"Port {SETTINGS.port} on {SETTINGS.host} cannot be bound ({error.strerror}):"
            " stop the process that uses it, or set NANOSERVICE_PORT to another port, or to 0 for any free port.",
            file=sys.stderr,
        )
        sys.exit(PORT_IN_USE)


def _check_tls() -> None:
    """Exits with a message if there are files for TLS, and they are not valid."""
    if SETTINGS.tls.certificate is None and SETTINGS.tls.authorities is None:
        return
    from ..tls import TlsError, TlsSocket, client_context, server_context

    try:
        client_context()
        if SETTINGS.tls.certificate is not None:
            server_context(TlsSocket)
    except TlsError as error:
        sys.exit(str(error))


def _connection_limit() -> int:
    """Returns the number of connections that callers can have open.

    A call that runs needs a file of its own too, often a connection to another service; the process needs a few.
    """
    files = raise_file_limit(4 * MAX_CONCURRENT_CALLS)
    return max(files // 2, files - MAX_CONCURRENT_CALLS - _OTHER_FILES)


def _block_signals() -> None:
    # After a fork, Python discards pending signals in the child, which would miss one that arrives in between.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)


def _unblock_signals() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)


def _restore_signals() -> None:
    """Restores the default signal handlers in a process that a function forks."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _unblock_signals()


def _take_input() -> int:
    """Returns a copy of the descriptor of standard input, and redirects standard input to an empty file.

    Otherwise a function that reads standard input would wait for ever."""
    taken = os.dup(0)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    return taken


def _stop_at_eof(descriptor: int, stop: Callable[[float], None]) -> None:
    """Stops without a drain: whoever closes the standard input has no further calls."""
    while os.read(descriptor, 4096):
        pass
    stop(0.0)


def _options() -> Response:
    return Response(headers={**NO_STORE, "Allow": METHODS})

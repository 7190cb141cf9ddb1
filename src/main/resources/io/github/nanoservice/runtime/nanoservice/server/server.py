"""The process of a service: listens, serves and stops."""
from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from typing import Any, NoReturn

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from ..context import keep_call_in_threads
from ..settings import SETTINGS
from .concurrency_limit import MAX_CONCURRENT_CALLS, ConcurrencyLimit
from .gunicorn_worker import make_worker
from .output import OUTPUT
from .problems import METHODS, NO_STORE, response
from .server_socket import Listener

# Seconds for which running calls may continue after SIGTERM; container engines kill the process after ten.
STOP_TIMEOUT = 8.0
PORT_IN_USE = 3
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(app: Flask) -> NoReturn:
    """Serves an application until SIGTERM or SIGINT, then waits for running calls, and exits with 0.

    Exits with 3 if the port cannot be bound. Also answers `/healthz` and `/openapi.json`, and `/<service>` like `/`.
    """
    directory = os.path.dirname(os.path.abspath(sys.argv[0]))
    service = os.path.basename(directory)
    _answer_by_name(app, service)
    listener = _listen()
    sys.stdout = OUTPUT.text(sys.stdout)
    OUTPUT.keep_whole_in_children()
    _raise_file_limit()
    keep_call_in_threads()
    limit = ConcurrencyLimit(app.wsgi_app, os.path.join(directory, "openapi.json"))
    app.wsgi_app = limit  # type: ignore[method-assign]  # as Flask's documentation of `wsgi_app` says
    app.config["MAX_CONTENT_LENGTH"] = SETTINGS.max_bytes
    app.make_default_options_response = _options  # type: ignore[method-assign]  # the default would list HEAD
    app.register_error_handler(HTTPException, lambda error: response(error.code, error.description))
    worker = make_worker(app, listener, MAX_CONCURRENT_CALLS)
    try:
        for number in _STOP_SIGNALS:
            signal.signal(number, _stop)
        os.register_at_fork(before=_block_signals, after_in_parent=_unblock_signals, after_in_child=_restore_signals)
        if SETTINGS.stop_on_eof:
            threading.Thread(target=_stop_at_eof, args=(_take_input(),), daemon=True).start()
        OUTPUT.event(event="listening", service=service, port=listener.getsockname()[1])
        worker.init_process()
    except _Stop:
        worker.alive = False  # from here on, responses contain `Connection: close`
    listener.close()
    limit.wait_until_idle(STOP_TIMEOUT)
    OUTPUT.end_lines()
    # Threads of calls that did not end in time would prevent `sys.exit` from ending the process.
    os._exit(0)


def _answer_by_name(app: Flask, service: str) -> None:
    """Answers `/<service>` as `/` if the application has only one function.

    In the common OpenAPI document of all services, each function needs a separate path.
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
            f"Port {SETTINGS.port} on {SETTINGS.host} cannot be bound ({error.strerror}):"
            " stop the process that uses it, or set NANOSERVICE_PORT to another port, or to 0 for any free port.",
            file=sys.stderr,
        )
        sys.exit(PORT_IN_USE)
    _use_tls(listener)
    # Head and body of a response may be two writes; with Nagle's algorithm and delayed ACKs the second would wait 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _use_tls(listener: Listener) -> None:
    """Lets a listener accept connections over TLS if there is a certificate. Exits with a message if the files are not valid."""
    if SETTINGS.tls.certificate is None and SETTINGS.tls.authorities is None:
        return
    from ..tls import TlsError, client_context, server_context
    from .tls_socket import TlsConnection, secure

    try:
        client_context()
        if SETTINGS.tls.certificate is not None:
            server_context(TlsConnection)
            listener.secure = secure
    except TlsError as error:
        sys.exit(str(error))


def _raise_file_limit() -> None:
    """Raises the soft limit of open files, usually 1,024: each running call needs a connection, and often a second one."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MAX_CONCURRENT_CALLS if hard == resource.RLIM_INFINITY else min(4 * MAX_CONCURRENT_CALLS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _Stop(BaseException):
    """Raised in the main thread by a signal handler, to leave the server's loop."""


def _stop(number: int, frame: Any) -> NoReturn:
    for each in _STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise _Stop


def _block_signals() -> None:
    # After a fork, Python discards pending signals in the child, which would miss one that arrives in between.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)


def _unblock_signals() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)


def _restore_signals() -> None:
    """Restores the default signal handlers in a process that a function forks."""
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


def _stop_at_eof(descriptor: int) -> None:
    while os.read(descriptor, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _options() -> Response:
    return Response(headers={**NO_STORE, "Allow": METHODS})

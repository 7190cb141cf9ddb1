"""gunicorn's threaded worker without a master process. Only this module uses undocumented parts of gunicorn.

gunicorn usually forks workers and supervises them. Here the container engine or the build supervises the service, so the
worker runs in the main process, which halves the processes and saves memory. It starts threads as requests arrive (a
recursion across two services needs one thread in each for every level). It reads, calls and writes in one thread, so that a
stream is produced no faster than the caller reads it.
"""
from __future__ import annotations

import contextlib
import os
import socket
from http import HTTPStatus
from typing import Any

from flask import Flask

from .problems import document
from .server_socket import BufferedSocket, Listener

# Seconds for which an idle connection is kept; more than the client's IDLE_LIMIT.
KEEP_ALIVE = 30


def make_worker(app: Flask, listener: Listener, concurrency: int) -> Any:
    """Returns a worker that serves an application: `init_process()` runs it, `alive = False` stops it.

    concurrency: the number of calls that can run at the same time.
    """
    # Imported here, because a program that only uses stubs needs no server.
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger
    from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
    from gunicorn.workers.gthread import ThreadWorker

    class Application(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("threads", concurrency + 8)  # a few more for health checks and refusals
            self.cfg.set("worker_connections", 8 * concurrency)
            self.cfg.set("keepalive", KEEP_ALIVE)
            self.cfg.set("limit_request_line", 8190)
            self.cfg.set("forwarded_allow_ips", "")  # otherwise gunicorn checks for each request whether the client is a proxy
            self.cfg.set("loglevel", "warning")
            # gunicorn reads settings 27 times for each request; attributes are faster than its `__getattr__`.
            vars(self.cfg).update((name, setting.get()) for name, setting in self.cfg.settings.items())

        def load(self) -> Flask:
            return app

    class Log(Logger):
        def access(self, *about: Any) -> None:
            pass  # the runtime logs each call

    class Worker(ThreadWorker):
        def init_signals(self) -> None:
            pass  # `run` has set the handlers that are needed without a master

        def handle(self, connection: Any) -> Any:
            """Serves a connection in one thread while requests follow one another closely.

            After each request gunicorn would return the connection to the thread that polls all connections. The two
            thread switches would take as long as a call.
            """
            more = super().handle(connection)
            # A client may pipeline requests (RFC 9112 §9.3.2), which gunicorn may have read already.
            while more is True and self.alive and (_has_read_ahead(connection) or connection.sock.has_next_request()):
                more = super().handle(connection)
            return more

        def is_parent_alive(self) -> bool:
            return True  # the parent process is not a master process, and may exit first

        def handle_error(self, request: Any, client: socket.socket, address: Any, error: Exception) -> None:
            # gunicorn would send an HTML page.
            if isinstance(error, LimitRequestLine):
                _send_problem(client, 414, "The URL is too long; send args and kwargs as the JSON body of a POST.")
            elif isinstance(error, LimitRequestHeaders):
                _send_problem(client, 431, f"The header is too long: {error}.")
            elif isinstance(error, ParseException):
                _send_problem(client, 400, f"This is not an HTTP request: {error}.")
            else:
                self.log.error("Error handling request", exc_info=error)
                _send_problem(client, 500, "The server failed; its log on standard error contains the reason.")

    application = Application()
    log = Log(application.cfg)
    return Worker(0, os.getppid(), [listener], application, KEEP_ALIVE, application.cfg, log)


def use_direct_body(environ: dict[str, Any]) -> None:
    """Replaces gunicorn's body object, which reads 1,024 bytes at a time, with the reader that it wraps."""
    environ["wsgi.input"] = environ["wsgi.input"].reader


def connection_of(environ: dict[str, Any]) -> BufferedSocket:
    """Returns the connection on which a request arrived."""
    connection: BufferedSocket = environ["gunicorn.socket"]
    return connection


def _has_read_ahead(connection: Any) -> bool:
    return bool(connection.parser.unreader.buf.getbuffer().nbytes > 0)


def _send_problem(client: socket.socket, status: int, detail: str) -> None:
    body = document(status, detail).encode("ascii")
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    with contextlib.suppress(OSError):  # the client may have closed the connection
        client.sendall(head.encode("ascii") + body)

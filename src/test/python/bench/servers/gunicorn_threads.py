"""Flask on gunicorn with a pool of threads. The module is gunicorn's configuration and its application."""
from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request

from . import THREADS, announce

bind = "127.0.0.1:0"
worker_class = "gthread"
threads = THREADS
wsgi_app = f"{__name__}:app"

app = Flask(__name__)


def when_ready(server: Any) -> None:
    announce(server.LISTENERS[0].sock.getsockname()[1])


def echo(value: Any) -> Any:
    return value


@app.route("/", methods=["POST"])
def serve() -> Response:
    return jsonify(echo(*request.get_json()))

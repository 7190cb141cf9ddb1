"""The original design's server: Flask's development server. It imports what its calls of other functions need, as ours does."""
from __future__ import annotations

import json
import logging
import socket
from typing import Any

import requests  # noqa: F401
from flask import Flask, Response, jsonify, request

from . import announce

app = Flask(__name__)


def echo(value: Any) -> Any:
    return value


@app.route("/")
def serve() -> Response:
    return jsonify(echo(*json.loads(request.args["args"])))


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    announce(port)
    app.run(host="127.0.0.1", port=port)

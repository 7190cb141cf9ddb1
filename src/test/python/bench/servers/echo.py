"""The service that the plugin generates for `echo`, with the runtime of the import path: for measurements without a build."""
from __future__ import annotations

from typing import Any

from flask import Flask

from nanoservice import answer, run

app = Flask(__name__)


def echo(value: Any) -> Any:
    return value


@app.route("/", methods=["GET", "POST"])
def serve() -> Any:
    return answer(echo)


if __name__ == "__main__":
    run(app)

"""FastAPI on uvicorn with httptools. FastAPI runs a function that is not a coroutine in its pool of threads."""
from __future__ import annotations

import socket
from typing import Any

import uvicorn
from fastapi import FastAPI

from . import announce


def echo(value: Any) -> Any:
    return value


def serve(arguments: list[Any]) -> Any:
    return echo(*arguments)


app = FastAPI()
app.post("/")(serve)

if __name__ == "__main__":
    # With the protocol, because asyncio turns off Nagle's algorithm only for connections that say that they are of TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    announce(listener.getsockname()[1])
    uvicorn.Server(uvicorn.Config(app, http="httptools", log_level="warning")).run(sockets=[listener])

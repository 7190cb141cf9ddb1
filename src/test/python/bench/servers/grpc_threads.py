"""gRPC's server with a pool of threads. Messages are JSON, without generated stubs."""
from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc

from . import THREADS, announce


def echo(value: Any) -> Any:
    return value


def serve(request: bytes, context: Any) -> bytes:
    return json.dumps(echo(*json.loads(request))).encode()


if __name__ == "__main__":
    server = grpc.server(ThreadPoolExecutor(THREADS))
    methods = {"echo": grpc.unary_unary_rpc_method_handler(serve)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("functions", methods),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    announce(port)
    server.wait_for_termination()

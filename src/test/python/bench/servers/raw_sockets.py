"""The least that an HTTP round trip can cost in Python: the request is not even looked at, but for its end."""
from __future__ import annotations

import socket
import threading

from . import announce

responses: dict[int, bytes] = {}


def serve(connection: socket.socket) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        head = connection.recv(65536)
        if not head:
            return
        length = int(head[head.index(b"Content-Length: ") + 16 : head.index(b"\r\n\r\n")])
        missing = len(head) - head.index(b"\r\n\r\n") - 4 - length
        while missing < 0:
            missing += len(connection.recv(1 << 20))
        if length not in responses:
            body = b'"' + b"x" * (length - 2) + b'"'
            responses[length] = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length + body
        connection.sendall(responses[length])


if __name__ == "__main__":
    server = socket.create_server(("127.0.0.1", 0), backlog=1024)
    announce(server.getsockname()[1])
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

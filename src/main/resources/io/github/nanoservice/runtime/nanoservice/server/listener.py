"""The listening socket of a service."""
from __future__ import annotations

import contextlib
import socket
import struct
import sys

from ..system import bound

# The most bytes that the kernel keeps for a caller that does not read; by default up to 4 MiB for each connection.
_UNSENT = 262_144
_ATTACH_FILTER = 26  # SO_ATTACH_FILTER of Linux, which the module `socket` lacks
# A classic BPF program: load byte 13 of the TCP header, its flags; drop the packet if SYN is set, otherwise keep it.
_DROP_SYN = ((0x30, 0, 0, 13), (0x45, 0, 1, 0x02), (0x06, 0, 0, 0), (0x06, 0, 0, 0xFFFFFFFF))


def listen(host: str, port: int) -> socket.socket:
    """Returns a listening socket. Raises OSError if the port cannot be bound."""
    listener = bound(host, port)
    listener.listen(socket.SOMAXCONN)
    # Head and body of a response may be two writes; with Nagle's algorithm and delayed ACKs the second would wait 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT)
    return listener


def refuse_new_connections(listener: socket.socket) -> None:
    """Lets the kernel ignore further connections, where it can; those that it has accepted stay.

    Closing the listener resets the connections that the service has not accepted yet, and their callers could not know whether
    their requests ran. A caller that is ignored tries to connect again, and finds the next instance or a closed port.
    """
    if sys.platform != "linux":
        return
    with contextlib.suppress(ImportError, OSError):  # a few builds of Python lack ctypes
        import ctypes

        program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in _DROP_SYN))
        described = struct.pack("HP", len(_DROP_SYN), ctypes.addressof(program))
        listener.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, described)

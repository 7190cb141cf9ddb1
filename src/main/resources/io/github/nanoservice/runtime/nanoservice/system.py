"""What Linux, macOS and Windows do differently, in the one form that the other modules use."""
from __future__ import annotations

import contextlib
import os
import select
import selectors
import signal
import socket
import struct
from collections.abc import Callable
from typing import Optional

# The signals that end a service: SIGBREAK is that of Windows for Ctrl-Break, the end of a session and a closed console.
STOP_SIGNALS = tuple(getattr(signal, each) for each in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, each))
# The sockets that a selector can watch. `select`, the only one of Windows, takes 512.
SELECTABLE = 500 if issubclass(selectors.DefaultSelector, selectors.SelectSelector) else float("inf")
# The option for the address of a listener. On Windows, SO_REUSEADDR would share the port with any other process that sets it.
# Elsewhere it takes a port whose last connections have just ended.
_ADDRESS_OPTION = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
# Whether a process can fork; Windows has no such call.
CAN_FORK = hasattr(os, "fork")
# The bytes in a page of memory. Windows does not say, and no file there counts pages.
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
_LONGEST_KEPT = 8 << 20  # bytes of a message


def keep_freed_memory() -> None:
    """Lets the C library keep freed blocks of up to 8 MiB for the next message, and at most 16 MiB of them.

    Otherwise the kernel takes the blocks of a message back after it, and gives the pages of the next one one by one: for an
    argument of 1 MB, 1,900 times in a call. glibc takes the longest mapped block that has been freed for a common one
    (mallopt(3), M_MMAP_THRESHOLD). It never touches this one. Elsewhere this has no effect.
    """
    bytes(_LONGEST_KEPT)


def physical_memory() -> float:
    """Returns the bytes of memory that the machine has, or infinity if the system does not say so, as on Windows."""
    return PAGE * os.sysconf("SC_PHYS_PAGES") if PAGE else float("inf")


def at_fork(**hooks: Callable[[], object]) -> None:
    """Registers functions as `os.register_at_fork` does, where a process can fork."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(**hooks)


def waiter(connection: socket.socket, event: int) -> Callable[[Optional[float]], object]:
    """Returns a function that waits for an event of a socket: `selectors.EVENT_READ` or `EVENT_WRITE`.

    Its argument is the most milliseconds, or None for no limit. It returns a true value if the event has occurred, or if a read
    or write would fail.
    """
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(connection, select.POLLIN if event == selectors.EVENT_READ else select.POLLOUT)
        return poll.poll
    readers, writers = ([connection], []) if event == selectors.EVENT_READ else ([], [connection])

    def wait(milliseconds: Optional[float]) -> bool:
        return any(select.select(readers, writers, [], None if milliseconds is None else milliseconds / 1000))

    return wait


def wait_in_kernel(connection: socket.socket, seconds: int) -> bool:
    """Lets each read and write of a blocking socket wait for a number of seconds at most, and then raise BlockingIOError.

    Returns whether the system can do so, and can also read without waiting, by MSG_DONTWAIT.
    """
    if not hasattr(socket, "MSG_DONTWAIT"):
        return False
    try:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            # struct timeval: the seconds are a long. The microseconds are a long or, on macOS, an int and padding: all zero.
            connection.setsockopt(socket.SOL_SOCKET, option, struct.pack("@ll", seconds, 0))
    except OSError:  # a system of 32 bits whose seconds have 64
        return False
    return True


def wake_pair() -> tuple[socket.socket, socket.socket]:
    """Returns two connected sockets that do not block: a selector that watches the first one wakes when the second one sends.

    Windows cannot select a pipe. There the sockets use TCP, whose Nagle's algorithm would delay the second byte.
    """
    pair = socket.socketpair()
    for each in pair:
        each.setblocking(False)
        if each.family == socket.AF_INET:
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return pair


def bound(host: str, port: int) -> socket.socket:
    """Returns a TCP socket that is bound to a port which no other process gets. Raises OSError if it cannot be bound."""
    made = socket.socket(socket.AF_INET)
    try:
        made.setsockopt(socket.SOL_SOCKET, _ADDRESS_OPTION, 1)
        made.bind((host, port))
    except BaseException:
        made.close()
        raise
    return made


def raise_file_limit(wanted: int) -> int:
    """Raises the limit of open files and sockets up to `wanted`, and returns how many this process can open: at most `wanted`."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit for sockets
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft == resource.RLIM_INFINITY:
        return wanted
    most = wanted
    while soft < most:
        with contextlib.suppress(ValueError, OSError):  # macOS has a lower limit than the hard one
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            return most
        most //= 2
    return min(soft, wanted)

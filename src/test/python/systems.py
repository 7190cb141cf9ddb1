"""Python as other systems have it: what Windows or macOS lack is removed when the interpreter starts.

`sitecustomize` in the directories that `lacking` makes does this, so that a service of the test is written as any other.
"""
from __future__ import annotations

from pathlib import Path

_COMMON = '''\
import asyncio  # its module for POSIX needs more than Windows has
import os
import signal
import sys
import time

def remove(module, names):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)

'''

WINDOWS = (
    '''\
import select
def limited(readers, writers, others, timeout=None, select=select.select):
    if max(map(len, (readers, writers, others))) > 512:
        raise ValueError("too many file descriptors in select()")
    return select(readers, writers, others, timeout)
select.select = limited
for name in ("poll", "epoll", "kqueue", "devpoll"):
    if hasattr(select, name):
        delattr(select, name)
import selectors
selectors.SelectSelector._select = staticmethod(limited)
import _socket
# SO_REUSEADDR is another option there, and this one stands for the one that is meant.
_socket.SO_EXCLUSIVEADDRUSE = _socket.SO_REUSEADDR
for name in ("AF_UNIX", "MSG_DONTWAIT", "MSG_NOSIGNAL", "SO_REUSEPORT", "TCP_NOTSENT_LOWAT", "socketpair"):
    if hasattr(_socket, name):
        delattr(_socket, name)
'''
    + _COMMON
    + '''\
remove(os, "fork forkpty register_at_fork sysconf sysconf_names waitid set_blocking get_blocking pipe2 sendfile getuid geteuid")
remove(os, "sched_getaffinity openpty mkfifo chown statvfs pread preadv pwrite readv writev killpg getpgid setsid fchmod nice")
remove(os, "O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOFOLLOW")
remove(signal, "SIGKILL SIGSTOP SIGCONT SIGCHLD SIGHUP SIGALRM SIGPIPE SIGQUIT SIGUSR2 setitimer alarm siginterrupt pause")
remove(signal, "pthread_sigmask pthread_kill sigwait sigwaitinfo sigtimedwait sigpending SIG_BLOCK SIG_UNBLOCK SIG_SETMASK")
signal.SIGBREAK = signal.SIGUSR1
for name in ("fcntl", "resource", "pwd", "grp", "termios", "ctypes"):
    sys.modules[name] = None
monotonic = time.monotonic
time.monotonic = lambda: monotonic() // (1 / 64) / 64  # until Python 3.13
'''
)

MACOS = (
    '''\
import select
if hasattr(select, "epoll"):
    del select.epoll
import _socket
for name in ("MSG_NOSIGNAL", "SOCK_CLOEXEC", "SOCK_NONBLOCK"):
    if hasattr(_socket, name):
        delattr(_socket, name)
'''
    + _COMMON
    + '''\
import resource
remove(os, "sched_getaffinity pipe2 posix_fadvise posix_fallocate")
remove(signal, "sigwaitinfo sigtimedwait")
sys.modules["ctypes"] = None  # the filter of Linux for packets
def getrlimit(kind):
    return 256, resource.RLIM_INFINITY
def setrlimit(kind, limits, set_limit=resource.setrlimit):
    if limits[0] > 4000:  # usually 10,240
        raise ValueError("current limit exceeds maximum limit")
    set_limit(kind, (limits[0], limits[0]))
resource.getrlimit, resource.setrlimit = getrlimit, setrlimit
'''
)


def lacking(folder: Path, system: str) -> str:
    """Makes a Python that starts with `folder` in PYTHONPATH lack what `system` lacks; returns the folder."""
    folder.mkdir(exist_ok=True)
    Path(folder, "sitecustomize.py").write_text(system, encoding="ascii")
    return str(folder)

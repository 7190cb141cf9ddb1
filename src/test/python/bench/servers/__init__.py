"""The processes that serve `echo`: `python -m bench.servers.NAME` listens on any port of this machine and prints which."""
from __future__ import annotations

import json

THREADS = 64  # of the servers that have a pool: more than there are callers at once


def announce(port: int) -> None:
    """Tells the process that started this one where it listens."""
    print(json.dumps({"event": "listening", "port": port}), flush=True)

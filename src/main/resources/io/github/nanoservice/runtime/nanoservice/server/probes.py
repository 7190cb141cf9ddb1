"""Answers `/healthz` and `/readyz` from the head of a request, in no thread of the calls."""
from __future__ import annotations

import json
import re
from typing import Optional

from .http11 import message
from .problems import document

_PROBE = re.compile(rb"(GET|HEAD) (/healthz|/readyz)(?:\?[!-~]*)? HTTP/1\.[01]\r\n")
# A body would follow, or the caller closes the connection: the next bytes may not be a request (RFC 9112 §11.2).
_NOT_KEPT = re.compile(rb"HTTP/1\.0\r\n|content-length|transfer-encoding|connection:[ \t]*close", re.IGNORECASE)


def answer_probe(head: bytes, stopping: bool) -> Optional[tuple[bytes, bool]]:
    """Returns the response to a probe, and whether the connection is kept; None if the request is not a probe.

    head: the head of the request.
    stopping: whether the service has been told to stop: it is healthy then, but not ready.
    """
    probe = _PROBE.match(head)
    if probe is None:
        return None
    keeps = not stopping and _NOT_KEPT.search(head) is None
    if stopping and probe[2] == b"/readyz":
        problem = document(503, "The service is stopping; call another instance, or try again when it has started anew.")
        response = message(503, "application/problem+json", problem, keeps)
    else:
        status = "ok" if probe[2] == b"/healthz" else "ready"
        response = message(200, "application/json", json.dumps({"status": status}, separators=(",", ":")), keeps)
    return response[: response.index(b"\r\n\r\n") + 4] if probe[1] == b"HEAD" else response, keeps

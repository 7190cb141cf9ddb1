"""Answers `/healthz`, `/readyz` and requests for a proof from the head of a request, in no thread of the calls."""
from __future__ import annotations

import json
import re
from typing import Optional

from ..settings import SETTINGS
from ..token_proof import PATH, authority_of, is_loopback, proof
from .http11 import message
from .problems import document

_PROBE = re.compile(rb"(GET|HEAD) (/healthz|/readyz|%b)(?:\?([!-~]*))? HTTP/1\.[01]\r\n" % PATH.encode("ascii"))
_NONCE = re.compile(rb"nonce=([0-9a-f]{32})")
_HOST = re.compile(rb"\r\nhost:[ \t]*([!-~]+)[ \t]*\r\n", re.IGNORECASE)
# A body would follow, or the caller closes the connection: the next bytes may not be a request (RFC 9112 §11.2).
_NOT_KEPT = re.compile(rb"HTTP/1\.0\r\n|content-length|transfer-encoding|connection:[ \t]*close", re.IGNORECASE)


def answer_probe(head: bytes, stopping: bool, server: tuple[str, int]) -> Optional[tuple[bytes, bool]]:
    """Returns the response to a probe, and whether the connection is kept; None if the request is not a probe.

    head: the head of the request.
    stopping: whether the service has been told to stop: it is healthy then, but not ready.
    server: the IP address and the port that the service is bound to.
    """
    probe = _PROBE.match(head)
    if probe is None:
        return None
    keeps = not stopping and _NOT_KEPT.search(head) is None
    if probe[2] == PATH.encode("ascii"):
        response = _answer_proof(head, probe[3] or b"", server, keeps)
    elif stopping and probe[2] == b"/readyz":
        problem = document(503, "The service is stopping; call another instance, or try again when it has started anew.")
        response = message(503, "application/problem+json", problem, keeps)
    else:
        status = "ok" if probe[2] == b"/healthz" else "ready"
        response = message(200, "application/json", json.dumps({"status": status}, separators=(",", ":")), keeps)
    return response[: response.index(b"\r\n\r\n") + 4] if probe[1] == b"HEAD" else response, keeps


def _answer_proof(head: bytes, query: bytes, server: tuple[str, int], keeps: bool) -> bytes:
    nonce, host = _NONCE.fullmatch(query), _HOST.search(head)
    if SETTINGS.token is None:
        status, problem = 404, "The service has no token; set NANOSERVICE_TOKEN_FILE."
    elif nonce is None or host is None:
        status, problem = 400, "Send `nonce=` with 32 hexadecimal digits in lower case, and the header Host."
    # A container does not know at which port of the machine it is reached.
    elif is_loopback(server[0]) and host[1].decode("ascii") != authority_of(server):
        status, problem = 421, f"The service proves only that it listens at {authority_of(server)}; send this as Host."
    else:
        return message(200, "text/plain", proof(SETTINGS.token, nonce[1].decode("ascii"), host[1].decode("ascii")), keeps)
    return message(status, "application/problem+json", document(status, problem), keeps)

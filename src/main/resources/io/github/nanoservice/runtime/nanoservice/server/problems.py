"""Errors as responses: RFC 9457 problem details."""
from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Optional

from flask import Response

from ..settings import FULL, NONE
from ..wire import exceptions
from ..wire.codec import DOCUMENTATION

NO_STORE = {"Cache-Control": "no-store"}
# Keeps a page of another origin from using a response as an image or a script (Fetch §3.7, §3.6).
PROTECTION = [("Cross-Origin-Resource-Policy", "same-origin"), ("X-Content-Type-Options", "nosniff")]
# The methods of a service's routes; Flask would add HEAD, which this runtime refuses.
METHODS = "GET, OPTIONS, POST"
# What a caller learns of an exception if it may not know more.
GENERAL = {
    422: "The arguments do not fit the function; /openapi.json describes those that do.",
    500: "The function raised an exception, which the log of the service contains.",
}
# The header that a status requires (RFC 9110 §15.5.6, RFC 6750 §3).
_REQUIRED = {405: {"Allow": METHODS}, 401: {"WWW-Authenticate": "Bearer"}}


class Refusal(Exception):
    """A request that is answered without calling the function.

    status: HTTP status of the answer.
    detail: a sentence that says what was expected.
    after: called when the response has been sent.
    members: further members of the problem document.
    """

    def __init__(self, status: int, detail: str, after: Optional[Callable[[], None]] = None, **members: Any) -> None:
        super().__init__(status, detail)
        self._status = status
        self._detail = detail
        self._after = after
        self._members = members

    def response(self) -> Response:
        """Returns the response."""
        answer = response(self._status, self._detail, **self._members)
        if self._after is not None:
            answer.call_on_close(self._after)
        return answer


def document(status: int, detail: str, **members: Any) -> str:
    """Returns a problem as JSON text.

    By default its type is "about:blank": the status describes the problem (RFC 9457 §4.2.1).
    """
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **members}
    return json.dumps(problem)  # in ASCII, so that an exception can contain a lone surrogate


def response(status: int, detail: str, **members: Any) -> Response:
    """Returns the response for a problem. members: further members of the document."""
    headers = {**NO_STORE, **_REQUIRED.get(status, {})}
    return Response(document(status, detail, **members), status, headers, content_type="application/problem+json")


def raised(error: BaseException, status: int, details: str, **members: Any) -> Response:
    """Returns the response for an exception of the function: the title is its class, the detail its message.

    The type is the documentation of its nearest built-in class.

    details: what the caller may learn, a value of NANOSERVICE_ERROR_DETAILS.
    members: further members, for a caller that may learn everything.
    """
    if details == NONE:
        return response(status, GENERAL[status])
    known = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    described = {"type": DOCUMENTATION + known, **members_of(error, details), **(members if details == FULL else {})}
    return response(status, described.pop("detail"), **described)


def members_of(error: BaseException, details: str) -> dict[str, str]:
    """Returns the members of a problem that describe an exception: its class, its message and its traceback.

    details: what the caller may learn, a value of NANOSERVICE_ERROR_DETAILS.
    """
    if details == NONE:
        return {"title": HTTPStatus(500).phrase, "detail": GENERAL[500]}
    described = {"title": exceptions.name(error), "detail": exceptions.message(error)}
    return {**described, "traceback": exceptions.text(error)} if details == FULL else described

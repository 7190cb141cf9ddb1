"""Decides who may call: refuses what a browser sends for a foreign page, and recognizes callers by the token.

A browser sends requests to any address for any page that it shows. The function would run, although the page cannot read the
response. A page can neither choose `Host`, `Origin`, `Sec-Fetch-Site` and `User-Agent` of such a request, nor send JSON or a
token to another origin, unless that origin allows it in response to a preflight request (Fetch §2.2.2 and §4.8). It can send
forms and text, always with its `Origin`.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hmac import compare_digest
from typing import Any, NamedTuple, Optional

from flask import Response

from ..context import DEPTH_HEADER, TIMEOUT_HEADER, TRACE_HEADER
from ..settings import ALL, FULL, INTERNAL, SETTINGS
from ..wire.codec import MEDIA_TYPE
from .problems import NO_STORE, PROTECTION, Refusal

_CALLER = "nanoservice.caller"
JSON_TYPES = ("application/json", MEDIA_TYPE)
_ALLOWED_HEADERS = ("Accept", "Authorization", "Content-Type", DEPTH_HEADER, TIMEOUT_HEADER, TRACE_HEADER)
_PREFLIGHT = {
    **NO_STORE,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": ", ".join(_ALLOWED_HEADERS),
    "Access-Control-Max-Age": "600",
}
# RFC 9110 §7.2: a host and an optional port. A dot at the end of a name changes nothing (RFC 1034 §3.1).
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]*[a-z0-9_-])\.?(?::[0-9]*)?")
# A page reaches this service under a foreign name only by changing what the name resolves to (DNS rebinding). An address is not
# resolved, and localhost is reserved (RFC 6761 §6.3).
_FIXED = re.compile(r"\[.*\]|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|(?:.*\.)?localhost")
# Kubernetes calls a service `<name>.<namespace>.svc`. No name in the public DNS ends with .svc or .local (RFC 6762 §3).
_OF_CLUSTER = re.compile(r"([a-z0-9_-]+)\.[a-z0-9-]+\.svc(?:\.cluster\.local)?")
_ADVICE = "call from a program, such as curl, or add the origin of the page to NANOSERVICE_ALLOWED_ORIGINS"


class Caller(NamedTuple):
    """Who sent a request.

    has_token: whether the request contains the token of this process.
    own_host: the request's host name, if that must be one of the service's own names; otherwise None.
    """

    has_token: bool
    own_host: Optional[str]

    @property
    def error_details(self) -> str:
        """What the caller gets of an exception: a value of NANOSERVICE_ERROR_DETAILS."""
        return FULL if self.has_token else SETTINGS.error_details

    @property
    def is_stranger(self) -> bool:
        """Whether this process has a token and the caller does not."""
        return not self.has_token and SETTINGS.token is not None

    def may_call(self, endpoint: str) -> bool:
        """Returns whether the caller may call an endpoint."""
        if self.has_token or SETTINGS.authentication not in (ALL, INTERNAL):
            return True
        return SETTINGS.authentication == INTERNAL and endpoint in SETTINGS.entry_points

    def check_host(self, names: Iterable[str]) -> None:
        """Raises Refusal with 421 if the host must be one of these names of the service, and is not.

        A name with a dot is never one: it could also be a name in the public DNS.
        """
        if self.own_host is None:
            return
        of_cluster = _OF_CLUSTER.fullmatch(self.own_host)
        if (of_cluster[1] if of_cluster else self.own_host) not in {name.lower() for name in names if "." not in name}:
            raise Refusal(
                421,
                f"This service does not answer to the host {self.own_host!r}; use the name of the service, localhost or an IP"
                " address, or add the host to NANOSERVICE_ALLOWED_HOSTS.",
            )

    def check_token(self, endpoint: str) -> None:
        """Raises Refusal with 401 if the endpoint requires the token and the request does not contain it."""
        if not self.may_call(endpoint):
            raise Refusal(401, "This call requires the token of the services; send it as `Authorization: Bearer <token>`.")


def caller_of(environ: dict[str, Any]) -> Caller:
    """Returns who sent the request with this WSGI environment.

    Raises Refusal if another WSGI server than that of the runtime has received the request, and `admit` refuses it.
    """
    return environ.get(_CALLER) or admit(environ, "")


def admit(environ: dict[str, Any], service: str, unchecked: frozenset[str] = frozenset()) -> Caller:
    """Returns who sent a request. Raises Refusal if a foreign page has caused it, or if it requires the token and lacks it.

    service: the name of the service.
    unchecked: the methods that pages may use. A function may do anything in a GET; for a web application GET and HEAD are safe
        (RFC 9110 §9.2.1), and browsers open its pages.
    """
    host = environ.get("HTTP_HOST", "").lower()
    has_token = _has_token(environ)
    caller = environ[_CALLER] = Caller(has_token, None if has_token else _own_host(host, service))
    method = environ["REQUEST_METHOD"]
    if method not in unchecked:
        _check_page(environ, host, has_token)
    if method == "POST" and not has_token and media_type(environ) not in JSON_TYPES:
        _check_form(environ, host)
    if environ["PATH_INFO"] == "/openapi.json":
        caller.check_host(())
        if not SETTINGS.entry_points:
            caller.check_token("")
    if SETTINGS.authentication == ALL:
        caller.check_token("")
    return caller


class Admission:
    """The outermost WSGI application of a service: passes requests on unless they come from a foreign page.

    It reads no body. Which function a request calls is known later; the methods of `Caller` check then whether the caller may.

    application: the WSGI application that answers calls.
    service, unchecked: as for `admit`.
    """

    def __init__(self, application: Any, service: str, unchecked: frozenset[str] = frozenset()) -> None:
        self._application = application
        self._service = service
        self._unchecked = unchecked

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        added = PROTECTION
        origin = environ.get("HTTP_ORIGIN")
        if origin in SETTINGS.allowed_origins:
            added = [*PROTECTION, ("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            return start_response(status, [*headers, *added], *exc_info)

        answer: Iterable[bytes]
        try:
            if added is not PROTECTION and _is_preflight(environ):
                answer = Response(status=204, headers=_PREFLIGHT)(environ, start)
            else:
                admit(environ, self._service, self._unchecked)
                answer = self._application(environ, start)
        except Refusal as refusal:
            answer = refusal.response()(environ, start)
        return answer


@lru_cache(maxsize=256)  # callers use few hosts, and a service has few names
def _own_host(host: str, service: str) -> Optional[str]:
    """Returns the name in a Host header if only functions with this name answer to it."""
    found = _AUTHORITY.fullmatch(host)
    if found is None:  # it is no host, which is the same as none only if it is empty
        return host or None
    name = found[1]
    return None if _FIXED.fullmatch(name) or name in SETTINGS.allowed_hosts or name == service else name


def _has_token(environ: dict[str, Any]) -> bool:
    scheme, _, credentials = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if SETTINGS.token is None or scheme.lower() != "bearer":
        return False
    return compare_digest(credentials.strip().encode("latin-1"), SETTINGS.token.encode("ascii"))


def hide_token(environ: dict[str, Any]) -> None:
    """Removes `Authorization` from a request if it contains the token of the services in any form: functions do not get it."""
    if SETTINGS.token is not None and SETTINGS.token in environ.get("HTTP_AUTHORIZATION", ""):
        del environ["HTTP_AUTHORIZATION"]


def _is_preflight(environ: dict[str, Any]) -> bool:
    return environ["REQUEST_METHOD"] == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ


def _check_page(environ: dict[str, Any], host: str, has_token: bool) -> None:
    """Raises Refusal with 403 if the request shows that a foreign page caused it."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None:
        if origin in SETTINGS.allowed_origins:
            return
        if not _is_own(origin.lower(), host, environ):
            raise Refusal(403, f"A page of the origin {origin[:200]!r} caused this request; {_ADVICE}.")
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        if site != "same-origin" and not (site == "none" and environ.get("HTTP_SEC_FETCH_MODE") != "navigate"):
            raise Refusal(403, f"A page caused this request (Sec-Fetch-Site: {site[:20]}); {_ADVICE}.")
    elif origin is None and not has_token and "Mozilla/" in environ.get("HTTP_USER_AGENT", ""):
        # A browser says nothing of the page in a GET over plain HTTP to a host that is not loopback (Fetch Metadata §2).
        page = "/".join(environ.get("HTTP_REFERER", "").lower().split("/")[:3])
        if page not in SETTINGS.allowed_origins and not _is_own(page, host, environ):
            raise Refusal(403, f"A browser sent this request and does not say for which page; {_ADVICE}.")


def _is_own(origin: str, host: str, environ: dict[str, Any]) -> bool:
    """Returns whether an origin is that of this service; a proxy may have received the request over TLS."""
    return origin == f"https://{host}" or (environ["wsgi.url_scheme"] == "http" and origin == f"http://{host}")


def _check_form(environ: dict[str, Any], host: str) -> None:
    """Raises Refusal with 403 if a foreign page caused a POST whose body any page can send.

    Any page can send forms and text without a preflight. A browser says in `Origin` which page did (Fetch §3.2), which
    `_check_page` has compared. This is for a program between them that removes it: `Referer` must not show a foreign page.
    """
    referer = environ.get("HTTP_REFERER")
    if referer is None or environ.get("HTTP_ORIGIN") is not None:
        return
    page = "/".join(referer.lower().split("/")[:3])
    if page not in SETTINGS.allowed_origins and not _is_own(page, host, environ):
        raise Refusal(403, f"A page of the origin {page[:200]!r} sent this form; {_ADVICE}.")


def media_type(environ: dict[str, Any]) -> str:
    """Returns the media type of a body without its parameters, in lower case; an empty text if it is missing."""
    given: str = environ.get("CONTENT_TYPE", "")
    return given if given in JSON_TYPES else given.partition(";")[0].strip().lower()

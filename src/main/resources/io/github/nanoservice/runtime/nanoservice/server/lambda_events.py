"""Requests as events of AWS Lambda, and results of handlers as responses: version 2.0 of the format of API Gateway."""
from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from typing import Any, Optional
from urllib.parse import unquote_plus

from flask import Response

from ..context import Call
from ..wire import values
from . import lossy_json
from .http11 import check_header
from .problems import NO_STORE, Refusal
from .value_types import of_base64

_STAGE = "$default"
_TEXT_TYPES = ("application/json", "application/javascript", "application/xml")


class LambdaContext:
    """The second argument of a handler, with the documented attributes."""

    function_version = "$LATEST"
    identity = None
    client_context = None

    def __init__(self, name: str, call: Call) -> None:
        trace = call.trace
        self._call = call
        self.function_name = name
        self.aws_request_id = f"{trace[:8]}-{trace[8:12]}-{trace[12:16]}-{trace[16:20]}-{trace[20:]}"
        self.invoked_function_arn = f"arn:aws:lambda:local:000000000000:function:{name}"
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        self.log_group_name = f"/aws/lambda/{name}"
        self.log_stream_name = name

    def get_remaining_time_in_millis(self) -> int:
        """Returns the time until the deadline of the call; 0 once it has passed."""
        return max(0, int(self._call.left() * 1000))


def event_of(environ: dict[str, Any], body: bytes, context: LambdaContext) -> dict[str, Any]:
    """Returns the event of a request."""
    headers = dict(_headers(environ))
    cookies = headers.pop("cookie", "")
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    now = time.time()
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": _STAGE,
        "rawPath": path,
        "rawQueryString": environ["QUERY_STRING"],
        "headers": headers,
        "requestContext": {
            "accountId": "anonymous",
            "apiId": context.function_name,
            "domainName": environ.get("HTTP_HOST", ""),
            "domainPrefix": environ.get("HTTP_HOST", "").partition(".")[0],
            "http": {
                "method": environ["REQUEST_METHOD"],
                "path": path,
                "protocol": environ["SERVER_PROTOCOL"],
                "sourceIp": environ["REMOTE_ADDR"],
                "userAgent": environ.get("HTTP_USER_AGENT", ""),
            },
            "requestId": context.aws_request_id,
            "routeKey": _STAGE,
            "stage": _STAGE,
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
            "timeEpoch": int(now * 1000),
        },
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = [cookie.strip() for cookie in cookies.split(";")]
    if parameters := _parameters(environ["QUERY_STRING"]):
        event["queryStringParameters"] = parameters
    if body:
        text = _text(environ.get("CONTENT_TYPE", ""), body)
        event["isBase64Encoded"] = text is None
        event["body"] = values.base64(body) if text is None else text
    return event


def _headers(environ: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in environ.items():
        if name.startswith("HTTP_"):
            yield name[5:].replace("_", "-").lower(), value
        elif name in ("CONTENT_TYPE", "CONTENT_LENGTH") and value:
            yield name.replace("_", "-").lower(), value


def _parameters(query: str) -> dict[str, str]:
    """Returns the parameters of a query; the values of a repeated one are joined by commas."""
    joined: dict[str, str] = {}
    for pair in query.split("&"):
        if pair:
            name, _, value = pair.partition("=")
            name, value = unquote_plus(name), unquote_plus(value)
            joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _text(content_type: str, body: bytes) -> Optional[str]:
    """Returns a body of a text type, or None for any other."""
    kind = content_type.partition(";")[0].strip().lower()
    if not kind.startswith("text/") and kind not in _TEXT_TYPES and not kind.endswith(("+json", "+xml")):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def response_of(value: Any, name: str) -> Response:
    """Returns the response that the result of a handler describes.

    A result without `statusCode` is the body: text as it is, any other value as JSON. Raises Refusal with 500 if the
    result is not in the format.
    """
    if not isinstance(value, dict) or "statusCode" not in value:
        body = value if isinstance(value, str) else lossy_json.dumps(value)
        return Response(body.encode("utf-8", "surrogatepass"), 200, NO_STORE, content_type="application/json")
    try:
        status, content = int(value["statusCode"]), value.get("body") or ""
        body_bytes = _body(content, bool(value.get("isBase64Encoded")))
        if not 200 <= status <= 599:
            raise ValueError("statusCode must be from 200 to 599")
        response = Response(body_bytes, status, NO_STORE, content_type="text/plain; charset=utf-8")
        _set_headers(response, value)
        return response
    except (AttributeError, TypeError, ValueError) as error:
        raise Refusal(500, f"The result of {name}() is not a response in the format 2.0 of API Gateway: {error}.") from None


def _body(content: Any, is_base64: bool) -> bytes:
    if not isinstance(content, str):
        return json.dumps(content).encode("ascii")
    return of_base64(content) if is_base64 else content.encode("utf-8", "surrogatepass")


def _set_headers(response: Response, value: dict[str, Any]) -> None:
    for header, content in (value.get("headers") or {}).items():
        if header.lower() != "content-length":  # the server sets it
            response.headers[header] = str(content)
    for header, contents in (value.get("multiValueHeaders") or {}).items():
        if header.lower() != "content-length":  # the server sets it
            response.headers.setlist(header, [str(content) for content in contents])
    for cookie in value.get("cookies") or ():
        response.headers.add("Set-Cookie", str(cookie))
    for header, content in response.headers:
        check_header(header, content)

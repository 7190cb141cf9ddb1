"""Handlers of AWS Lambda: a request is an event, and the result is a response."""
from __future__ import annotations

import base64
import http.client
import json
import unittest
from typing import Any, Optional

from services import PATIENCE, ServiceTestCase

TOKEN = "lambda-test-token-0123456789-0123456789"


class LambdaEventsTest(ServiceTestCase):
    environment = {
        "NANOSERVICE_LAMBDA_HANDLERS": "echo, shaped, other",
        "NANOSERVICE_TOKEN": TOKEN,
        "NANOSERVICE_ERROR_DETAILS": "message",
    }
    program = """
        import json


        def echo(event, context):
            about = {name: getattr(context, name) for name in dir(context) if not name.startswith("_")}
            about["get_remaining_time_in_millis"] = context.get_remaining_time_in_millis()
            return {"statusCode": 200, "body": json.dumps([event, about])}


        def shaped(event, context):
            return json.loads(event["body"])


        def plain(event, context):
            return [event, context]
        """

    def send(
        self, function: str, method: str = "GET", target: str = "/", body: Optional[str | bytes] = None, **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.services[function].port, timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    def event(self, *request: Any, **headers: str) -> dict[str, Any]:
        response = self.send("echo", *request, **headers)
        self.assertEqual(response.status, 200)
        event: dict[str, Any] = json.loads(response.read())[0]
        return event

    def test_a_request_is_an_event(self) -> None:
        event = self.event("GET", "/orders/7?a=1&b=x+y&a=2", None, Cookie="one=1; two=2", X_More="x")
        self.assertEqual((event["version"], event["routeKey"]), ("2.0", "$default"))
        self.assertEqual((event["rawPath"], event["rawQueryString"]), ("/orders/7", "a=1&b=x+y&a=2"))
        self.assertEqual(event["queryStringParameters"], {"a": "1,2", "b": "x y"})
        self.assertEqual(event["cookies"], ["one=1", "two=2"])
        self.assertEqual(event["headers"]["x-more"], "x")
        self.assertNotIn("body", event)
        asked = event["requestContext"]["http"]
        self.assertEqual((asked["method"], asked["path"], asked["sourceIp"]), ("GET", "/orders/7", "127.0.0.1"))

    def test_every_method_is_passed_on(self) -> None:
        for method in ("PUT", "PATCH", "DELETE", "POST"):
            with self.subTest(method=method):
                self.assertEqual(self.event(method, "/")["requestContext"]["http"]["method"], method)
        self.assertEqual(self.send("echo", "HEAD").status, 200)

    def test_bodies_are_text_or_base64(self) -> None:
        for kind, body, given, encoded in (
            ("application/json", b"[1]", "[1]", False), ("text/plain", "\xe9".encode(), "\xe9", False),
            ("text/plain", b"\xff", "/w==", True), ("image/png", b"ab", "YWI=", True),
            ("application/x-www-form-urlencoded", b"a=1", "YT0x", True),
        ):  # fmt: skip
            with self.subTest(kind=kind, body=body):
                event = self.event("POST", "/", body, Content_Type=kind)
                self.assertEqual((event["body"], event["isBase64Encoded"]), (given, encoded))

    def test_the_context_has_the_documented_attributes(self) -> None:
        response = self.send("echo", Nanoservice_Timeout_Ms="60000")
        about = json.loads(response.read())[1]
        self.assertEqual(about["function_name"], "echo")
        self.assertRegex(about["aws_request_id"], "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
        self.assertTrue(0 < about["get_remaining_time_in_millis"] <= 60_000)
        for name in (
            "function_version", "invoked_function_arn", "memory_limit_in_mb", "log_group_name", "log_stream_name", "identity",
            "client_context",
        ):  # fmt: skip
            self.assertIn(name, about)

    def test_the_token_of_the_services_is_not_passed_on(self) -> None:
        self.assertNotIn("authorization", self.event("GET", "/", None, Authorization=f"Bearer {TOKEN}")["headers"])
        listed = self.event("GET", "/", None, Authorization=f"Bearer {TOKEN}, Basic eDp5")
        self.assertNotIn("authorization", listed["headers"])
        self.assertEqual(self.event("GET", "/", None, Authorization="Basic eDp5")["headers"]["authorization"], "Basic eDp5")

    def result(self, value: Any) -> tuple[int, dict[str, list[str]], bytes]:
        response = self.send("shaped", "POST", "/", json.dumps(value), Content_Type="application/json")
        headers = {name.lower(): response.headers.get_all(name, []) for name in response.headers}
        return response.status, headers, response.read()

    def test_the_result_is_a_response(self) -> None:
        of_server = {"Content-Length": "9", "Transfer-Encoding": "x"}
        more = {"headers": {"Content-Type": "image/png", "X-One": 1, **of_server}, "cookies": ["a=1", "b=2"]}
        envelope = {"statusCode": "201", "body": base64.b64encode(b"png").decode(), "isBase64Encoded": True, **more}
        status, headers, body = self.result(envelope)
        self.assertEqual((status, body), (201, b"png"))
        self.assertEqual((headers["content-type"], headers["x-one"]), (["image/png"], ["1"]))
        self.assertEqual((headers["set-cookie"], headers["content-length"]), (["a=1", "b=2"], ["3"]))
        self.assertNotIn("transfer-encoding", headers)
        status, headers, body = self.result({"statusCode": 404, "multiValueHeaders": {"X-Two": ["1", "2"]}})
        self.assertEqual((status, headers["x-two"], body), (404, ["1", "2"], b""))

    def test_a_result_without_a_status_is_the_body(self) -> None:
        for value, body in (({"a": 1}, b'{"a":1}'), ("text", b"text"), ([1], b"[1]"), (None, b"null")):
            with self.subTest(value=value):
                status, headers, given = self.result(value)
                self.assertEqual((status, headers["content-type"], given), (200, ["application/json"], body))

    def test_a_result_that_is_no_response_is_reported(self) -> None:
        for value in (
            {"statusCode": "x"}, {"statusCode": 99}, {"statusCode": 200, "headers": [1]}, {"statusCode": 200, "cookies": 1},
            {"statusCode": 200, "headers": {"X": "a\r\nb: c"}}, {"statusCode": 200, "body": "?", "isBase64Encoded": True},
            {"statusCode": 200, "headers": {"X: a\r\nb": "c"}}, {"statusCode": 200, "headers": {"X": "\u2603"}},
        ):  # fmt: skip
            with self.subTest(value=value):
                status, _, body = self.result(value)
                self.assertEqual(status, 500)
                self.assertIn("API Gateway", json.loads(body)["detail"])

    def test_a_stub_passes_arguments(self) -> None:
        self.assertEqual(self.shaped({"body": "[1]"}, None), [1])

    def test_other_functions_get_no_event(self) -> None:
        self.assertEqual(self.send("plain", "GET", "/?event=1&context=2").read(), b'["1","2"]')
        self.assertEqual(self.send("plain", "GET", "/orders").status, 404)

    def test_an_exception_is_a_problem(self) -> None:
        self.assertEqual(self.send("shaped").status, 500)


if __name__ == "__main__":
    unittest.main()

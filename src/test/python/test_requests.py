"""What any HTTP client can ask of a service, and what it is answered."""
from __future__ import annotations

import http.client
import json
import unittest
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote

from services import Service, ServiceTestCase, await_condition


class RequestsTest(ServiceTestCase):
    environment = {"NANOSERVICE_MAX_BYTES": "100000"}
    program = """
        import itertools
        from datetime import date


        def describe(value=None, *, style="short"):
            return {"value": value, "style": style, 1: (None, date(2024, 1, 2), float("nan"), b"ab", {3})}


        def items(kind):
            if kind == "failing":
                raise LookupError("before the first item")
            yield 1
            if kind == "failing later":
                raise LookupError("after the first item")


        def nested(kind):
            if kind == "circle":
                value = []
                value.append(value)
            elif kind == "endless":
                value = {"items": itertools.repeat("x")}
            elif kind == "long":
                value = 10**5000
            else:
                value = 1
                for level in range(2_000):
                    value = [value] if level % 2 else {"a": value}
            return value
        """

    def answer_to(self, query: str, function: str = "describe", **options: Any) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json", **options.pop("headers", {})}
        request = urllib.request.Request(self.services[function].url + query, headers=headers, **options)
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                body = error.read()
                return error.code, json.loads(body) if body else {}

    def test_plain_json(self) -> None:
        status, value = self.answer_to("?args=" + quote('[{"$tuple":[1]}]') + "&kwargs=" + quote('{"style":"long"}'))
        plain = {"value": {"$tuple": [1]}, "style": "long", "1": [None, "2024-01-02", None, "YWI=", [3]]}
        self.assertEqual((status, value), (200, plain))

    def test_post(self) -> None:
        status, value = self.answer_to("", data=b'{"args": [1], "kwargs": {"style": "x"}}', method="POST")
        self.assertEqual((status, value["value"], value["style"]), (200, 1, "x"))

    def test_without_arguments(self) -> None:
        self.assertEqual(self.answer_to("")[0], 200)

    def test_unreadable_requests(self) -> None:
        for query, reason in (
            ("?args=x", "not JSON"), ("?args=", "not JSON"), ("?args=" + "[" * 5000, "not JSON"),
            ("?args=1", "JSON array"), ("?args={}", "JSON array"), ("?args=null", "JSON array"),
            ("?kwargs=[]", "an object"), ("?args=[]&name=1", "nothing else"), ("?args=[1]&args=[2]", "occurs twice"),
            ("?args=[%22%ff%22]", "UTF-8"), ("?args=[NaN]", "NaN is not JSON"), ("?kwargs={%22a%22:-Infinity}", "-Infin"),
        ):  # fmt: skip
            status, problem = self.answer_to(query)
            self.assertEqual((status, problem["status"]), (400, 400), query)
            self.assertIn(reason, problem["detail"])
        self.assertEqual(self.answer_to("", data=b"\xff", method="POST")[0], 400)
        self.assertEqual(self.answer_to("", data=b'{"args": [NaN]}', method="POST")[0], 400)

    def test_what_is_raised_before_the_first_item(self) -> None:
        status, problem = self.answer_to('?args=["failing"]', "items")
        self.assertEqual((status, problem["title"], problem["detail"]), (500, "LookupError", "before the first item"))

    def test_what_is_raised_later_breaks_the_array_off(self) -> None:
        with self.assertRaises(http.client.IncompleteRead):
            self.answer_to("?args=" + quote('["failing later"]'), "items")
        calls = self.services["items"].events
        await_condition(lambda: 500 in [call["status"] for call in calls("call")], "it is logged as failed")

    def test_a_value_nested_deeper_than_python_calls(self) -> None:
        self.assertEqual(self.read('["deep"]'), (200, 1000 * '[{"a":' + "1" + 1000 * "}]"))

    def test_an_integer_of_more_digits_than_python_prints(self) -> None:
        self.assertEqual(self.read('["long"]'), (200, "1" + 5000 * "0"))

    def test_values_that_have_no_plain_form(self) -> None:
        for kind, reason in (("circle", "contains itself"), ("endless", "more than the limit of 100000 bytes")):
            status, problem = self.answer_to(f'?args=["{kind}"]', "nested")
            self.assertEqual((status, problem["title"]), (500, "ValueError"))
            self.assertIn(reason, problem["detail"])

    def read(self, args: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"{self.services['nested'].url}?args={args}") as response:
            return response.status, response.read().decode()

    def test_wrong_signature(self) -> None:
        status, problem = self.answer_to("?args=[1,2]")
        self.assertEqual(status, 422)
        self.assertIn("takes from 0 to 1 positional arguments but 2 were given", problem["detail"])

    def test_expired_work_is_refused(self) -> None:
        calls = len(self.services["describe"].events("call"))
        self.assertEqual(self.answer_to("", headers={"Nanoservice-Timeout-Ms": "0"})[0], 504)
        await_condition(lambda: len(self.services["describe"].events("call")) == calls + 1, "the refusal is logged")

    def test_head_does_not_run_the_function(self) -> None:
        self.assertEqual(self.answer_to("", method="HEAD")[0], 405)

    def test_unknown_paths_are_problems_too(self) -> None:
        status, problem = self.answer_to("nowhere")
        self.assertEqual((status, problem["status"]), (404, 404))


class GroupTest(unittest.TestCase):
    source = '''
from flask import Flask
from nanoservice import answer_one_of, run

app = Flask(__name__)


def tax(price):
    return price / 4


def net_price(price):
    return price - tax(price)


@app.route("/", methods=["GET", "POST"])
@app.route("/<function>", methods=["GET", "POST"])
def serve(function=None):
    return answer_one_of({"tax": tax, "net_price": net_price}, function)


if __name__ == "__main__":
    run(app)
'''

    def test_path_or_host_name_say_which_function(self) -> None:
        service = Service("prices", self.source)
        self.addCleanup(service.stop)
        for path, host, value in (
            ("tax", "127.0.0.1", "2.0"), ("net_price", "tax", "6.0"), ("net-price", "prices", "6.0"),
            ("", "net_price:5000", "6.0"), ("", "net-price", "6.0"), ("", "tax.shop.svc", "2.0"),
        ):  # fmt: skip
            request = urllib.request.Request(f"{service.url}{path}?args=[8]", headers={"Host": host})
            with self.subTest(path=path, host=host), urllib.request.urlopen(request) as response:
                self.assertEqual(response.read().decode(), value)
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(service.url)
        with raised.exception:
            self.assertEqual(raised.exception.code, 404)
            self.assertIn("tax, net_price", raised.exception.read().decode())


if __name__ == "__main__":
    unittest.main()

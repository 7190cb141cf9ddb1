"""What any HTTP client can ask of a service, and what it is answered."""
from __future__ import annotations

import json
import unittest
import urllib.error
import urllib.request
from urllib.parse import quote

from services import Service, ServiceTestCase, await_condition


class RequestsTest(ServiceTestCase):
    program = """
        from datetime import date


        def describe(value=None, *, style="short"):
            return {"value": value, "style": style, 1: (None, date(2024, 1, 2), float("nan"), b"ab", {3})}
        """

    def answer_to(self, query: str, **options: object) -> tuple[int, dict]:
        request = urllib.request.Request(self.services["describe"].url + query, **options)
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
        for query in ("?args=x", "?args=1", "?kwargs=[]", "?name=1", "?args=" + "[" * 5000):
            status, problem = self.answer_to(query)
            self.assertEqual((status, problem["status"]), (400, 400), query)
        self.assertEqual(self.answer_to("", data=b"\xff", method="POST")[0], 400)

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
            ("tax", "127.0.0.1", "2.0"), ("net_price", "x", "6.0"), ("net-price", "x", "6.0"),
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

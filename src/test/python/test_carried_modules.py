"""Modules that a service contains as they are."""
from __future__ import annotations

import json
import unittest
import urllib.error
import urllib.request
from urllib.parse import quote

from services import Service

MAIN = """
from flask import Flask
from nanoservice import answer, importing, remote, replace_functions, run

app = Flask(__name__)

replace_functions("shop", vat=remote("vat"), tagged=remote("tagged"))

with importing("missing", "models"):
    from shop import f


@app.route("/", methods=["GET", "POST"])
def serve():
    return answer(f)


if __name__ == "__main__":
    run(app)
"""

GROUP = """
from flask import Flask
from nanoservice import answer_one_of, functions_of, importing, run

app = Flask(__name__)

with importing():
    functions = functions_of(
        {
            "f": "shop:f",
            "g": "console:g",
            "h": "shop:h",
        },
    )


@app.route("/<function>", methods=["GET", "POST"])
def serve(function=None):
    return answer_one_of(functions, function)


if __name__ == "__main__":
    run(app)
"""

SHOP = """
import sys

from tax import tagged, vat

START = vat(100)


def f():
    return [
        START,
        vat.__nanoservice__.name,
        vat.__name__,
        hasattr(tagged, "__nanoservice__"),
        __name__,
        __file__.endswith("shop.py"),
        "models" in sys.modules,
    ]
"""

TAX = """
def vat(amount):
    return amount * 2


def tagged(amount):
    return amount


tagged.rate = 2
"""


class CarriedModulesTest(unittest.TestCase):
    service: Service

    @classmethod
    def setUpClass(cls) -> None:
        files = {"modules/shop.py": SHOP, "modules/tax.py": TAX, "modules/models.py": "class Item: pass\n"}
        cls.service = Service("f", MAIN, files)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.service.stop()

    def test_functions_are_replaced_after_the_import(self) -> None:
        with urllib.request.urlopen(f"{self.service.url}?args={quote('[]')}") as response:
            value = json.load(response)
        self.assertEqual(value, [200, "vat", "vat", False, "shop", True, True])

    def test_module_that_cannot_be_imported_is_logged(self) -> None:
        [event] = self.service.events("not imported")
        self.assertEqual(event["module"], "missing")

    def test_functions_of_modules_one_of_which_cannot_be_imported(self) -> None:
        files = {"modules/shop.py": "def f():\n    return 1\n", "modules/console.py": "import winreg_of_another_system\n"}
        service = Service("shops", GROUP, files)
        self.addCleanup(service.stop)
        with urllib.request.urlopen(service.url + "f") as response:
            self.assertEqual(json.load(response), 1)
        for function, message in (("g", "No module named 'winreg_of_another_system'"), ("h", "cannot import name 'h'")):
            with self.subTest(function), self.assertRaises(urllib.error.HTTPError) as raised:
                urllib.request.urlopen(service.url + function)
            problem = json.load(raised.exception)
            self.assertEqual((raised.exception.code, problem["title"]), (500, "ImportError"))
            self.assertIn(message, problem["detail"])
        self.assertEqual([event["module"] for event in service.events("not imported")], ["console"])


if __name__ == "__main__":
    unittest.main()

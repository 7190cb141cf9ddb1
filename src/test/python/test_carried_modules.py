"""Modules that a service contains as they are."""
from __future__ import annotations

import json
import unittest
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


if __name__ == "__main__":
    unittest.main()

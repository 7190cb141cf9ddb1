"""A shop of books: a Flask application, and functions that use it."""
from decimal import Decimal

from flask import Flask, abort, jsonify, render_template, request

app = Flask(__name__)
BOOKS = {"emma": Decimal("7.50"), "dune": Decimal("9.90")}


@app.route("/")
def index():
    return render_template("index.html", books=sorted(BOOKS))


@app.route("/books/<name>")
def book(name):
    if name not in BOOKS:
        abort(404)
    return jsonify(name=name, price=str(BOOKS[name]))


@app.post("/orders")
def order():
    return jsonify(total=str(total(request.get_json()))), 201


def total(order):
    return sum((BOOKS[name] * count for name, count in order.items()), Decimal(0))


def page(path):
    response = app.test_client().get(path)
    return response.status_code, response.get_data(as_text=True)


def ordered(books, *, times=1):
    response = app.test_client().post("/orders", json={name: times for name in books})
    return response.status_code, response.get_json(silent=True)


def cheaper_than(limit="8"):
    return {name for name, price in BOOKS.items() if price < Decimal(limit)}


def labels():
    for name, price in BOOKS.items():
        yield f"{name}: {price}"

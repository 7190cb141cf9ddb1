"""The shop as a Flask application."""
from books import BOOKS, labels, total
from flask import Flask, abort, jsonify, render_template, request

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html", books=list(labels()))


@app.route("/books/<name>")
def book(name):
    if name not in BOOKS:
        abort(404)
    return jsonify(name=name, price=str(BOOKS[name]))


@app.post("/orders")
def order():
    return jsonify(total=str(total(request.get_json()))), 201

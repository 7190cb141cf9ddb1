from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for

from shop.catalog import Article, find
from shop.pricing import discounted, total

views = Blueprint("views", __name__)
orders = []


@views.get("/")
def catalog():
    return render_template("catalog.html", articles=find(""), currency=current_app.config["CURRENCY"])


@views.get("/articles/<name>")
def article(name):
    found = find(name)
    if not found:
        abort(404)
    return {"name": found[0].name, "price": discounted(found[0])}


@views.route("/orders", methods=["GET", "POST"])
def order():
    if request.method == "POST":
        orders.append(Article(request.form["name"], float(request.form["price"])))
        return redirect(url_for("views.order"))
    return {"orders": len(orders), "total": total(orders)}

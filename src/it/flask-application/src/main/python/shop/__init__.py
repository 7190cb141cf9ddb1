from flask import Flask


def create_app():
    from shop.views import views

    app = Flask(__name__)
    app.config["CURRENCY"] = "EUR"
    app.register_blueprint(views)
    return app

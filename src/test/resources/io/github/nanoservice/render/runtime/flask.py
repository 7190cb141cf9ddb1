"""As much of Flask as a generated server touches."""


class Flask:
    def __init__(self, name):
        self.routes = {}

    def route(self, path, methods):
        def register(view):
            self.routes[path] = view
            return view

        return register

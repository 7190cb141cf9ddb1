TABLE = {}


class Item:
    TABLE["class"] = 1

    def put(self):
        TABLE["method"] = 1
        self.x = 1


def f():
    return 1

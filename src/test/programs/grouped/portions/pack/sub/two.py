import importlib.resources as ir


def scale(n, factor):
    return n * factor


def text():
    return ir.files("pack.sub").joinpath("note.txt").read_text().strip()


def plain():
    return open("pack/sub/note.txt").read().strip()

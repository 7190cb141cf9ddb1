"""A function that registers with an object of another module."""
from tools import tools


@tools.add("hammer")
def strike(nail):
    return nail * 3

"""Calls every function of the project: python3 src/main/python/main.py"""
import re
import sys

from builtin import list, open, print, str
from servers import Flask, __name, _, answer, app, json, nanoservice, remote, request, run, serve
import math
import modules


def main():
    words = re.findall(r"\w+", "one, two")
    return {
        "servers": [
            function(word)
            for function in (Flask, app, request, json, answer, remote, run, serve, nanoservice, _, __name)
            for word in words
        ],
        "builtins": [print("a"), list(1, 2), str(3), open("bb")],
        "modules": [modules.math("c"), modules.re("d"), modules.os("e"), math.floor(2.5)],
    }


if __name__ == "__main__":
    sys.stdout.write(__import__("json").dumps(main()))

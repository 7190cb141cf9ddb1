# PEP 563: nobody evaluates them.
from __future__ import annotations
def f(x: Money = ZERO) -> Money: pass

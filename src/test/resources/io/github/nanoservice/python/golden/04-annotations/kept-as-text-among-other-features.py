from __future__ import (division, annotations)
def f(x: Money): pass

"""Docstring."""
from __future__ import division, annotations
from __future__ import (generator_stop as a)
if a:
  from b import *
def f(x):
  import c
  global c, d, d
  def g(e: d, h=x):
    nonlocal x, i
    x = i = [j for j in x]
    class C:
      nonlocal x
      x = 1
      def k(self):
        nonlocal __class__
  i = 1
  [d for l in x]
  global l
  return [[m := n for n in x] for o in x if (p := o)]
class D:
  def q(self, r=lambda: [s := t for t in u]): pass

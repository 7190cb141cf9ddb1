# All that was read before the fault is told of as well.
import os as operating_system
x = 1
def f(): return operating_system, x
class A: pass
def g(: pass

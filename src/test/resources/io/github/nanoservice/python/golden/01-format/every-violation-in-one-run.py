import os as operating_system
x = 1
class A: pass
f = lambda: 0
def g(): pass
def g(): pass
from m import *
print(x)

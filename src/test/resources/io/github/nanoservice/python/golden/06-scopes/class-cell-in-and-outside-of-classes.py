def f():
    return __class__, super().x
class A:
  def g(self): return __class__
  z = __class__

def f():
  def g():
    nonlocal a
  class C:
    a = 1
def h(): pass

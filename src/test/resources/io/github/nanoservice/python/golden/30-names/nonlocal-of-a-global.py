def f():
  a = 1
  def g():
    global a
    def h():
      nonlocal a

def f():
    a()
      b()

def f(a):
  {**b for b in a}

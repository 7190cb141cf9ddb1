def f(a=a, b=b): return a + b

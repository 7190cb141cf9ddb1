def f():
    a()
\
    b()

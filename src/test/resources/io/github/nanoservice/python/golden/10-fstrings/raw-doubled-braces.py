def f():
    return rf"\d{{2,3}}{a}"

def f():
    try:
        a

def f():
    try: a
    b

def f():
    try: a
    finally: b
    except c: d

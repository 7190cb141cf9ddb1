def f():
    try: a
    except: b
    try:
        c
    except d:
        e
    except (g, h) as i:
        i
    else:
        j
    finally:
        k
    try: l
    finally: m

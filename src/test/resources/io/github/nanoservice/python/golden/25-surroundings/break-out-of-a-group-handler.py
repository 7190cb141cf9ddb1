def f():
  for a in b:
    try: c
    except* d: break

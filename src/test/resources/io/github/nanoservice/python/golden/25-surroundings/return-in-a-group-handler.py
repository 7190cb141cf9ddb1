def f():
  try: a
  except* b:
    for c in d: return

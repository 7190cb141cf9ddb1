def f(a):
  try: a
  except KeyError, OSError as e: a

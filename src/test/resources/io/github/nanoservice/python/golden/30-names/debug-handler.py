def f():
  try: pass
  except KeyError as __debug__: pass

def f():
  for a in b:
    try: c
    except* d:
      for e in g: break
      def h(): return
  while a:
    try: c
    finally: continue

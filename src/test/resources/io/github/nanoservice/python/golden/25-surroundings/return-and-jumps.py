def f():
  for a in b:
    if a: break
    else: continue
  else:
    return a
  while a:
    class C: pass
    break
  return

async def f(a, b):
  not a; a and not b; a == -b; a ** -await b; a if not b else lambda: a; a is not b; a not in b; - - a; -await a
  (c := a); a[c := b]; a(c := b, d=(c := a)); [c := a, b]; [c := d for d in a if (b := d)]
  if c := a: pass
  elif c := a: pass
  while c := a: pass
  match c := a, b:
    case _ if c := a: pass
  x = yield
  y = yield a, b
  z += yield
  (yield); (yield a); a((yield)); [(yield)]; lambda: (yield); f'{yield}'; [c for c in (yield)]

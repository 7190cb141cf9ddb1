def f(a, b):
  a.x = a[0] = a().y = (a) = [b] = b, *c = [d, (e, *g)] = (), [] = (h,) = 1
  for i, (j.k, [l]) in a: pass
  for m[0], in a: pass
  with a as b.x, b as (c, [d]), (b) as e: pass
  with (a as n, b as o[0],): pass
  del a, (b, [c]), d.x, e[0], ()
  a.x += 1; a[0] += 1; (a) += yield
  a.x: int; (a.y): int; a[0]: int = 1, *b
  a: int = yield

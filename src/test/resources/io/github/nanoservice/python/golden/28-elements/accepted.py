def f(a, b):
  a(b, *a, b, c=1, *a, **b, d=2, **a); a((c for c in b), 1); a(c for c in b)
  a[b:=1, c:=2]; a[*b, 1]; a[*a or b]; a(*a or b, *lambda: a); a[::]; a[:, 1:2:3]
  {**a, 'b': 1, **b}; {*a, b, *a}; {c := 1}; {(c := 1): 2}; (*a, b); [*a]
  yield *a, b
  for c in *a, b: pass
  return *a, b
class C(f, *g, h=1, **i): pass

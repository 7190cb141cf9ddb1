def f(): return [a

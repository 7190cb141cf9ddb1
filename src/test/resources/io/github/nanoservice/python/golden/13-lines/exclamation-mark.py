def f(): return !a

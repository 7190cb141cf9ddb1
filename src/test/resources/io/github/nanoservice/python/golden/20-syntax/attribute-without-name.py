def f(): return a.

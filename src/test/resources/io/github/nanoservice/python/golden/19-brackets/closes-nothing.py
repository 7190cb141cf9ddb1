def f(): return a)

def f(): return [a for b]

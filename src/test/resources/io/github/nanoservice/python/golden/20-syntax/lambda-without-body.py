def f(): return lambda x:

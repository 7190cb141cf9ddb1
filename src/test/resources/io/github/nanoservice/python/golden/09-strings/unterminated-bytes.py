def f(): return b'abc"

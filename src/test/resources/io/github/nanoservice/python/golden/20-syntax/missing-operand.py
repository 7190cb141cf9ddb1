def f(): return a +

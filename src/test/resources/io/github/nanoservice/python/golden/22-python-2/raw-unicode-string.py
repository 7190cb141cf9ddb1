def f(): return ur"a"

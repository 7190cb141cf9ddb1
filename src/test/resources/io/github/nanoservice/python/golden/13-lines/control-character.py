def f(): return 

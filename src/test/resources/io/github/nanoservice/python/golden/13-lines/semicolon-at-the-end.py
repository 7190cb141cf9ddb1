def f(): return g; 
x = 1; y = 2;

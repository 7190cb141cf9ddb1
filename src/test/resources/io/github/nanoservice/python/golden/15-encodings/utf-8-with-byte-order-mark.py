def f(): return "Grüße"
x = 1

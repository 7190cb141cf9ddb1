def f(): return "í €"

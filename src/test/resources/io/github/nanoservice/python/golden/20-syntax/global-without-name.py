def f(): global

def f(): return "�"

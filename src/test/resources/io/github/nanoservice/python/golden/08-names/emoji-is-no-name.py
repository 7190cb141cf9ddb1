def f(): return 🐍

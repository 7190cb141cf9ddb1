# Nothing named: UTF-8.
def f(): return "Grüße, 世界, 🐍", größe

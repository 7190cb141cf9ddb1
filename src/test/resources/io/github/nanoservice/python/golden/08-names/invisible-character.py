# A zero width space between two letters.
def f(): return a​b

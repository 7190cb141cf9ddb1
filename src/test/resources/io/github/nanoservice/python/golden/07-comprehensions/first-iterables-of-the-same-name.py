def f(): return [x for x in [y for y in x]], [lambda: x for x in z], [[x for x in w] for w in w]

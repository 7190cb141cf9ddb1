def f(): return [(a := b) for b in c], a, [[d := e for e in g] for g in h], d

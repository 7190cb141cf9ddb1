def f(self): return self.f(f.g.h(f), f(f)(f), (f)(f), ((f))(), [f][0](), (f, g)(), (f if g else h)())

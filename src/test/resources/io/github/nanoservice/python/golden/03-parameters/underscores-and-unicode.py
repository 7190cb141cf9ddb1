def f(_, __, größe, ﬁ): return größe

def f[T, *Ts, **P](x: Callable[P, T], *y: *Ts): pass

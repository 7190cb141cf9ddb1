def f[T](x=T, *, y=[T for z in w]): pass

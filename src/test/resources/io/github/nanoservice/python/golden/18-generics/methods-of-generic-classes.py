class A[T: (int, str) = x, *Ts, **P](B[T]): 
  def m[U](self, u: U = T) -> V[P]: return T

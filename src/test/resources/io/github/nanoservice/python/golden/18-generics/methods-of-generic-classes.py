class A[T: (int, str), *Ts, **P](B[T]): 
  def m[U](self, u: U = T) -> V[P]: return T

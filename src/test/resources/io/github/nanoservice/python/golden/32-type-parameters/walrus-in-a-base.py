class C[T](a := int): pass

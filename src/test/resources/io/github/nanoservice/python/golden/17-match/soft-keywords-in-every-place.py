match match:
  case case: pass
match *a, b:
  case _: pass
match [a, b]:
  case [1, 2]: pass
match {1: 2}:
  case {}: pass
match lambda: 1:
  case _: pass

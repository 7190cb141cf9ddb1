match x, y:
  case 1, 2: pass
match -x:
  case 1: pass
match (lambda: (yield)):
  case 1: pass

if a:
  b = 1
  global b
c = 1

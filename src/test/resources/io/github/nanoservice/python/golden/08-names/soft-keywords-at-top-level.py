match = {}
type = 1
case = 2
match[1] = 2
match(x)
type(x)

match = 1
case = 2
type = 3
match[0]: int = 4
match (x)
match * a, b
print(match, case)
type (x)
type[x]

A = 1
return A

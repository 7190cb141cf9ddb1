a = 1
global b
global a

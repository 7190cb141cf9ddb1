# What a string holds is not looked at.
def f(x: "Money") -> 'list[Money]': pass

def f(match, case, type, _): return match(case), type

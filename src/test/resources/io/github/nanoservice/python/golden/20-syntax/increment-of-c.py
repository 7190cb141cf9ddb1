def f(a): a++

def f(): return `x`

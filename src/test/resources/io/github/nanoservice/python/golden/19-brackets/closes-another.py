def f(): return (a]

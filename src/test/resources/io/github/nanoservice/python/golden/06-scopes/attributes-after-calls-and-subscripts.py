def f(): return f.a.b(), f().a, f[0](), f[0].a(), -f(), not f(), (f).a(), (f.a)(), f .\
 a ()

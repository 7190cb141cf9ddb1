def f(x):
    @x
    @y
    class A(x, z): pass
    @x.route("/")
    def g(a=x): pass

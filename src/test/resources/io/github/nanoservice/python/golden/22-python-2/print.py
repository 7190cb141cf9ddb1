def f():
    print "Hello"

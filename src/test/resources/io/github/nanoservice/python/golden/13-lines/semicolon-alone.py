def f():
    ;

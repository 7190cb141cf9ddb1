def f():
    return u'a', U"a", r'\a', R"\a", b'a', B"a", br'a', bR'a', Br'a', BR'a', rb'a', rB'a', Rb'a', RB'a'

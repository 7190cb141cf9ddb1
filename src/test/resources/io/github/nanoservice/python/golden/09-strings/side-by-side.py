def f():
    return 'a' "b" r'''c''' u"d"  'e'"f" + g('h'
        'i')

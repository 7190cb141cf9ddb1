def f():
    return 'it\'s', "\"", '\\', "\\\"", '\\\'', '\n\x41\u0041\N{EM DASH}'

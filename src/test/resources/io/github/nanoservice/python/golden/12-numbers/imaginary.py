def f():
    return 1j, 1.5J, .5j, 1e3j, 0j, 00j, 07j, 1_0j

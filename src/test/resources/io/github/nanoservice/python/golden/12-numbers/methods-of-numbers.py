def f():
    return 1..real, 1.0.real, 1 .real, 0x1.real, 1j.imag, (1).bit_length()

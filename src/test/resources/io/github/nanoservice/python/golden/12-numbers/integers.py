def f():
    return 0, 7, 1_000_000, 0x1F, 0XdeadBEEF, 0b1010, 0B_1, 0o17, 0O_7, 00, 0_0, 000

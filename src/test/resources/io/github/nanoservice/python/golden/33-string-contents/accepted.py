def f():
  return ('a' f'b' r'\x', b'a' rb'\x\xfg', '\x41\u0041\U0010ffff\N{DIGIT ONE}\ud800\777\q', b'\u\N\777',
    f'\x41{1!r}\N{DIGIT ONE}', rf'\x{1}', t'a' t'b', br'\N', Rb'\x')

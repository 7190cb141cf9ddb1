def f(a):
  match a:
    case {'a' 'b': _, 'a\x62': _}: pass

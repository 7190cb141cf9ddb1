def f(a):
  match a:
    case 1 | -1.5 | 1 - 2j | -3j | 'a' 'b' | b'a' b'b' | None | True: pass
    case a.b | a.b.c() | a(1, c=2, e=_,): pass
    case a(b, c=d): pass
    case [] | () | [1, *_] as c: pass
    case {}: pass
    case {1: b, a.b: h, 'c': _, 'd' 'e': _, **g,}: pass
    case (1 as h) | (2 as h): pass
    case *b, _ if a: pass
    case (b) if b: pass
    case b, : pass
    case [{1.5: _, 2: _, b'2': _, '2': _, 2j: _, None: _}]: pass
    case 1 | _ as b: pass

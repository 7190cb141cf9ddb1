def f(a):
    a += b; a -= c; a *= d; a @= e; a /= g; a %= h; a &= i
    a |= j; a ^= k; a <<= l; a >>= m; a **= n; a //= o

def one(): x = f(); y = g(x); return y;

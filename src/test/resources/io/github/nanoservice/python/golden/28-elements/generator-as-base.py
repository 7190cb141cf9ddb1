class C(a for a in b): pass

# Whether a name is a sibling or a builtin is decided later: here both come from outside.
def f(): return len(g())

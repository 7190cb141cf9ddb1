# U+2028, U+2029 and U+0085 are no line endings in Python.
def f(): return " ", g, " "  #   still a comment

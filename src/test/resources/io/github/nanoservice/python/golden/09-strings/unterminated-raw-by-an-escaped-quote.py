def f(): return r'C:\'

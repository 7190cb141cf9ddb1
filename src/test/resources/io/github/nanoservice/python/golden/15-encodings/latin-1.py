# -*- coding: latin-1 -*-
def größe(): return "äÿ"
x = größe()

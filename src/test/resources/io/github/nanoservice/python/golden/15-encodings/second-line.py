#!/usr/bin/env python3
# coding: latin-1
def f(): return "ä"

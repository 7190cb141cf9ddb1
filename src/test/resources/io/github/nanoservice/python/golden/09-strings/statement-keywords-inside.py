def f():
    x = '''
import os
def g(): pass
'''
    return x

from os import (path
def f(): pass

# A tab goes to the next multiple of eight: both lines of the block are indented alike... for eyes, not for Python 3.
def f():
	a()
        b()

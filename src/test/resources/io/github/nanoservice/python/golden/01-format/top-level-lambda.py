double = lambda x: 2 * x
(lambda: 1)()

pair = lambda x, y: x, 2

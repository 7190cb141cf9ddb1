first = second = 1
left, (right, *rest) = range(5), range(3)
config["debug"] = True
config.debug = True

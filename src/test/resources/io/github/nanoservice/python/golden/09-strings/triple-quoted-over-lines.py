def f():
    return """first
second ' and " and "" and \""" third
""" + g

def f():
    return t'{a}', T"{b}", tr'\{c}', rt"{d}", Rt'''{e}''', tR"""{g}"""

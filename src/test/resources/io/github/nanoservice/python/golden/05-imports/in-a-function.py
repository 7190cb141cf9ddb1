# Belongs to the function: its service imports it when it is called.
def f():
    import json
    from .shop import price as cost, rate
    if cost: import os.path, sys
    return json.dumps(rate), os.path.sep, sys.path

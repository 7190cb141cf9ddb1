def length(name):
    return {"Elbe": 1094, "Rhine": 1233}[name]

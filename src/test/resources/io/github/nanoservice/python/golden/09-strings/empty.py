def f():
    return '', "", '''''', """""", g

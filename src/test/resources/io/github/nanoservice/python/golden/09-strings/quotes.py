def f():
    return 'single "inside"', "double 'inside'", '''it's ''', """say "x" """

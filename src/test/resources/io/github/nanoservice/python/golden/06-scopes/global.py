def f():
    global counter
    counter = counter + 1
    counter += 1

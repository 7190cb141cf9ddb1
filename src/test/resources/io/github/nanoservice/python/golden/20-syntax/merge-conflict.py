<<<<<<< HEAD
def f(): pass
=======
def g(): pass
>>>>>>> main

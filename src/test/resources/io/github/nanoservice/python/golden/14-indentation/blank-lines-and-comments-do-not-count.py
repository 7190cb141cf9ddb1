def f():
    a()
  # here

		
            # or here
    b()

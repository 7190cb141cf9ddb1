def f():
  await g()

async def f():
  async def g():
    yield 1
    return
  def h():
    yield from a
  return 1

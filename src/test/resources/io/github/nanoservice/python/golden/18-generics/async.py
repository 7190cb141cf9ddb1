async def f[T](x: T) -> T: return await g(x)

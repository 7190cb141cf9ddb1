def f(): pass
@cached

class A:
  b = yield

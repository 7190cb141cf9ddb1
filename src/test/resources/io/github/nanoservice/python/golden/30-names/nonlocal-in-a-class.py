class C:
  nonlocal a

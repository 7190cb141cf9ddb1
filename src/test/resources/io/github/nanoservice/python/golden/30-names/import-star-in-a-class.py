class C:
  from a import *

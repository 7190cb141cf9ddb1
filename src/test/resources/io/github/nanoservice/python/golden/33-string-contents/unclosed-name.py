def f():
  return '\N{DIGIT ONE'

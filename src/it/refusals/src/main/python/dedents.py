def indent():
    if True:
        return 1
      return 2

# 0or is no 0 followed by or: 0o begins an octal number.
def f():
    return 0or g

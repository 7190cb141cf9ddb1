def first():
    return 1
    # A comment behind the last statement is outside, even indented.

# As is this one.


def second():
    return 2  # a comment on the last line belongs to it

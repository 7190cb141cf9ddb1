@first

# Neither the empty line nor this comment ends it.

@second  # or this
def main(): pass

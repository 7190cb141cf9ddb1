import sys
def main(): pass
# Not the plain comparison: a statement like any other.
if __name__ == "__main__" and sys.argv:
    main()

def main():
# A comment's indentation means nothing.
    x = 1
        # Nor here.
    return x

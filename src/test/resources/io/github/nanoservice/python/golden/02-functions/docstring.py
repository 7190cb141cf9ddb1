def main():
    """Says what it does.

And may go to the left margin."""

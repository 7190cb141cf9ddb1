b"A docstring is a str: this is a string by itself."

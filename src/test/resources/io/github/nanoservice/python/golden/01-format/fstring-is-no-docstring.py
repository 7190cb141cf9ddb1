f"Nobody evaluates a docstring, so an f-string {'is'} a statement."

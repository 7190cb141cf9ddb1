def main():
    return (
        first  # the name and its parenthesis may be far apart
        (
            1)
    ) + (((second)))(2)

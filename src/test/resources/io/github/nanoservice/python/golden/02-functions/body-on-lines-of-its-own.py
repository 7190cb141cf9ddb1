def main():
    x = read()

    return x

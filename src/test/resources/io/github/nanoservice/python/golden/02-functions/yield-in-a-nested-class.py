def main():
    class Inner:
        x = [1]
    return Inner

# A decorator is the first line of its function, and is evaluated as it is defined.
@cached
@retry(times=3, on=errors.Timeout)
def main(): pass

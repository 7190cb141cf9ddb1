def main():
    return "Hello"

# Defaults and decorators are evaluated in the function around: this is a generator.
def main():
    def inner(x=(yield 1)): pass

# Comments do not make a string a second statement.

'The docstring.'


def main(): pass

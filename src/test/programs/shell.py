"""Commands that may end the program: SystemExit and KeyboardInterrupt are their caller's."""
import sys


def execute(command):
    if command == "quit":
        sys.exit(3)
    if command == "interrupt":
        raise KeyboardInterrupt
    if command == "stop":
        raise StopIteration(7)
    if command.startswith("fail"):
        raise SystemExit(command)
    return command.upper()


def session(commands):
    """Returns the answers, and the code it ended with: None where no command ended it."""
    answers = []
    try:
        for command in commands:
            answers.append(execute(command))
    except SystemExit as end:
        return answers, end.code
    except KeyboardInterrupt:
        return answers, 130
    return answers, None

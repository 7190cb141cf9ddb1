"""Looks at tracebacks: who called whom, in which file and line."""
import traceback


def divide(a, b):
    return a / b


def average(values):
    return divide(sum(values), len(values))


def averages(rows):
    return [average(row) for row in rows]


def blamed(rows):
    """Returns functions, lines and source lines of what fails below this function, as this file has them."""
    try:
        averages(rows)
    except ZeroDivisionError as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__)[1:] if "blame.py" in frame.filename]
        return [(frame.name, frame.lineno, frame.line) for frame in frames if not frame.name.startswith("<")]


def report(rows):
    """Returns the last two lines of the traceback as it is printed."""
    try:
        averages(rows)
    except ZeroDivisionError:
        lines = traceback.format_exc().splitlines()
        return [line.strip(" ^~") for line in lines if line.strip(" ^~")][-2:]

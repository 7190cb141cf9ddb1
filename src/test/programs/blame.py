"""Looks at tracebacks: who called whom, in which file and line."""
import traceback


def divide(a, b):
    return a / b


def average(values):
    return divide(sum(values), len(values))


def averages(rows):
    return [average(row) for row in rows]


def functions_of(error):
    """Returns the names of the functions that an exception came through, outermost first."""
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def blamed(rows):
    """Returns functions, lines and source lines of what fails below this function."""
    try:
        averages(rows)
    except ZeroDivisionError as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
        return [(frame.name, frame.lineno, frame.line) for frame in frames if not frame.name.startswith("<")]


def report(rows):
    """Returns the last two lines of the traceback as it is printed."""
    try:
        averages(rows)
    except ZeroDivisionError:
        lines = traceback.format_exc().splitlines()
        return [line.strip(" ^~") for line in lines if line.strip(" ^~")][-2:]

import traceback

from blame import averages, blamed, report


def test_the_lines_of_the_source():
    assert blamed([[1], []]) == [
        ("averages", 14, "return [average(row) for row in rows]"),
        ("average", 10, "return divide(sum(values), len(values))"),
        ("divide", 6, "return a / b"),
    ]


def test_the_printed_traceback():
    assert report([[]]) == ["return a / b", "ZeroDivisionError: division by zero"]


def test_the_file_of_the_source():
    try:
        averages([[]])
    except ZeroDivisionError as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        assert last.filename.endswith("blame.py")
        assert (last.lineno, last.name) == (6, "divide")

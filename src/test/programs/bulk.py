"""Does many things and reports all that went wrong at once."""
import sys


def check(record):
    if not isinstance(record, dict):
        raise TypeError(f"a record is a dictionary, not {record!r}")
    if record.get("age", 0) < 0:
        error = ValueError("age", record["age"])
        if sys.version_info >= (3, 11):
            error.add_note(f"in the record of {record.get('name', 'nobody')}")
        raise error
    return record


def check_all(records):
    """Returns the records. Raises a group of all complaints (Python 3.11 or later)."""
    errors = []
    for record in records:
        try:
            check(record)
        except (TypeError, ValueError) as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup(f"{len(errors)} bad records", errors)
    return records


def has_groups():
    return sys.version_info >= (3, 11)


def kinds(records):
    """Returns how many complaints there are of each kind."""
    try:
        check_all(records)
    except Exception as group:
        wrong, rest = group.split(TypeError)
        return len(wrong.exceptions), len(rest.exceptions)
    return 0, 0

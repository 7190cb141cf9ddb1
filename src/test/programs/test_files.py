import errno
from pathlib import Path

from files import decode, lines, read, read_first, size, write


def test_a_path_is_a_path():
    path = write("note.txt", "one\ntwo\n")
    assert path == Path("note.txt")
    assert read(path) == "one\ntwo\n"
    assert list(lines(path)) == ["one", "two"]
    assert size(path) == 8


def test_a_failure_of_the_system_with_its_number_and_file():
    try:
        read_first([Path("a-file-that-is-not-there")])
    except FileNotFoundError as error:
        assert (error.errno, error.filename) == (errno.ENOENT, "a-file-that-is-not-there")
    else:
        raise AssertionError("no FileNotFoundError")
    try:
        read(Path("."))
    except OSError as error:
        assert type(error) is IsADirectoryError


def test_an_exception_with_five_arguments():
    try:
        decode(b"caf\xc3\xa9")
    except UnicodeDecodeError as error:
        assert (error.encoding, error.object, error.start, error.end) == ("ascii", b"caf\xc3\xa9", 3, 4)


def test_the_first_that_is_there():
    write("second", "2")
    assert read_first([Path("first-missing"), Path("second")]) == "2"

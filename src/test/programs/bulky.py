"""Values of some megabytes, there and back."""
import hashlib
import zlib


def repeat(text, times):
    return text * times


def checksum(data):
    return hashlib.sha256(data).hexdigest()


def squeeze(data):
    return zlib.compress(data)


def unsqueeze(data):
    return zlib.decompress(data)


def table(rows, columns):
    return [[row * column for column in range(columns)] for row in range(rows)]


def column_sums(rows):
    return [sum(column) for column in zip(*rows)]


def double(rows):
    """Doubles every number in place."""
    for row in rows:
        row[:] = [2 * value for value in row]

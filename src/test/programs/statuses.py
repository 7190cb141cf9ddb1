"""What an HTTP client knows in advance: enumerations and named tuples of the standard library."""
from calendar import monthrange
from http import HTTPStatus
from sys import version_info
from time import gmtime
from urllib.parse import urlsplit


def status_of(code):
    return HTTPStatus(code)


def is_error(status):
    return status is not HTTPStatus.OK and status >= HTTPStatus.BAD_REQUEST


def advice(status):
    return {HTTPStatus.NOT_FOUND: "look elsewhere", HTTPStatus.GONE: "give up"}.get(status, status.phrase)


def parts(url):
    return urlsplit(url)


def host(split):
    """Returns the host name of a URL that was taken apart."""
    return split.hostname


def midnight(seconds):
    return gmtime(seconds - seconds % 86400)


def days(year, month):
    return monthrange(year, month)[1]


def is_python_3():
    return version_info.major == 3

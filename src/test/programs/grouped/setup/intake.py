"""Set-up calls of the standard library that every service of a module makes."""
import csv
import io
import locale
import logging
import sys
import warnings

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(name)s %(message)s", level=logging.INFO)
logger = logging.getLogger("intake")
logger.setLevel(logging.DEBUG)
warnings.filterwarnings("error", category=UserWarning, message="old.*")
warnings.simplefilter("ignore", DeprecationWarning)
csv.field_size_limit(8)
locale.setlocale(locale.LC_ALL, "C")


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def warned(message):
    warnings.warn(message)
    return "warned"


def old(kind):
    warnings.warn("is old", kind)
    return kind


def logged(text):
    logger.debug("got %s", text)
    logging.getLogger("other").info("and %s", text)
    logging.getLogger("other").debug("never")
    return logger.level


def point():
    return locale.localeconv()["decimal_point"]


def levels():
    return logging.getLogger().level, logger.isEnabledFor(logging.DEBUG)

import logging

from intake import logged, rows

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())
log.propagate = False


def batch(texts):
    log.warning("not shown")
    return [rows(text) for text in texts], logged("batch")


def name():
    return log.name, log.propagate

"""Tries again what failed, and counts: nothing may run more often than it was called."""


def attempt(log, needed):
    """Notes an attempt; only the one with the number `needed` goes well."""
    log.append(f"attempt {len(log) + 1}")
    if len(log) < needed:
        raise ConnectionError("no answer", len(log))
    return len(log)


def patient(log, needed, tries):
    """Tries several times. Raises the last failure."""
    for left in reversed(range(tries)):
        try:
            return attempt(log, needed)
        except ConnectionError:
            if not left:
                raise


def fallback(log, needed, default):
    try:
        return patient(log, needed, 2)
    except OSError as error:
        return default, error.args


def deliver(path, text):
    """Appends a line to a file and then fails."""
    with open(path, "a", encoding="utf-8") as file:
        file.write(text + "\n")
    raise TimeoutError("delivered, but who knows")


def delivered(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()

def f():
    """Starts,
    and never ends.

    Even '' and "" do not end it.

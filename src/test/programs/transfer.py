"""Moves money between accounts and takes it back where something is wrong."""


def withdraw(accounts, name, amount):
    if accounts[name] < amount:
        error = RuntimeError(f"{name} is short of {amount - accounts[name]}")
        error.account = name
        error.history = [("withdraw", amount)]
        raise error
    accounts[name] -= amount


def deposit(accounts, name, amount):
    if name not in accounts:
        raise KeyError(name)
    accounts[name] += amount


def transfer(accounts, giver, taker, amount):
    withdraw(accounts, giver, amount)
    try:
        deposit(accounts, taker, amount)
    except KeyError:
        deposit(accounts, giver, amount)
        raise


def transfer_all(accounts, transfers):
    """Makes all transfers that are possible, and returns what went wrong, exceptions as values."""
    failures = []
    for each in transfers:
        try:
            transfer(accounts, *each)
        except (KeyError, RuntimeError) as error:
            failures.append(error)
    return failures


def explain(error):
    """Returns what is known of an exception that was passed as an argument."""
    return type(error).__name__, error.args, getattr(error, "account", None)

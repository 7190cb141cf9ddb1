"""State that functions change through a class."""
import itertools

NUMBERS = itertools.count(1)


class Account:
    count = 0
    known = {}

    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
        Account.count += 1
        Account.known[owner] = self.balance

    def pay(self, amount):
        if amount < 0:
            raise ValueError(amount)
        self.balance += amount
        type(self).known[self.owner] = self.balance

    @classmethod
    def reset(cls):
        cls.count = 0
        cls.known.clear()


def opened(owner):
    return Account(owner)


def pay(account, amount):
    account.pay(amount)
    return account


def total():
    return Account.count, sum(Account.known.values())


def reset():
    Account.reset()


def owners():
    return sorted(Account.known)

from accounts import Account, pay


def transfer(giver, taker, amount):
    pay(taker, amount)
    giver.balance -= amount
    Account.known[giver.owner] = giver.balance


def richest(accounts: list[Account]):
    return max(accounts, key=lambda each: each.balance).owner

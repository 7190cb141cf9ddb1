"""A module with the name of functions."""
from office.invoices import total as of_invoices
from office.orders import total as of_orders


def total(orders, invoices):
    return of_orders(orders) + of_invoices(invoices)


def Total(numbers):
    return sum(numbers)

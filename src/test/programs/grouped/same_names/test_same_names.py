import office.invoices
import office.orders
from office.invoices import Item as InvoiceItem, check as check_invoice, describe as describe_invoice
from office.invoices import Error as InvoiceError, make as make_invoice
from office.orders import Error as OrderError, Item as OrderItem, both, check, describe, make
from total import Total, total


def test_functions():
    assert describe_invoice([InvoiceItem(10)]) == "invoice of 12"
    assert describe([OrderItem(10, 2)]) == "order of 20, invoice of 12"
    assert total([OrderItem(1)], [InvoiceItem(100)]) == 121
    assert Total([1, 2]) == 3


def test_classes():
    assert type(make(1, 2)) is OrderItem
    assert type(make_invoice(1)) is InvoiceItem
    assert both([make(10, 3)]) == (30, 12, 10, 20)


def test_exceptions():
    for call, kind in ((check, OrderError), (check_invoice, InvoiceError)):
        try:
            call([])
        except kind as error:
            print(type(error).__module__, error)
    assert check([OrderItem(1)]) is True

from report import hundred, row
from shop.prices import checked, tax
from shop.totals import all_gross, billed, gross, printed


def test_function_of_another_module_through_the_package():
    assert gross(100) == 120
    assert tax(200) == 40
    assert checked(100)


def test_as_a_value():
    assert all_gross([100, 200]) == [120, 240]


def test_in_methods_and_lambdas():
    assert billed(100) == 40


def test_import_in_a_function():
    assert printed(50) == "Net 50, tax 10"


def test_while_a_module_is_imported():
    assert hundred() == 20
    assert row(100) == [120, 20]

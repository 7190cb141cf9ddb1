from datetime import date
from decimal import Decimal

from ledger import amount, entry, is_balanced, post


def test_an_amount_keeps_its_cents():
    assert amount("1,234.505") == Decimal("1234.51")
    assert str(amount("0")) == "0.00"


def test_an_entry_is_a_tuple_with_a_date():
    assert entry("2026-02-28", "cash", "sales", "9.9") == (date(2026, 2, 28), "cash", "sales", Decimal("9.90"))


def test_balances_are_keyed_by_account_and_year():
    entries = [entry("2025-12-31", "cash", "sales", "10"), entry("2026-01-01", "rent", "cash", "4.25")]
    assert post(entries) == {
        ("cash", 2025): Decimal("10.00"),
        ("sales", 2025): Decimal("-10.00"),
        ("rent", 2026): Decimal("4.25"),
        ("cash", 2026): Decimal("-4.25"),
    }
    assert is_balanced(entries) is True

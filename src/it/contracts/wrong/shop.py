import greetings
from greetings import format_name


def discount(price: float, /, percent: int = 10, *, reason) -> float:
    return price * (100 - percent) / 100


def receipt(lines, **more):
    parts = [f"{format_name(title=line)}" for line in lines]
    parts.append(discount(price=10, reason="season"))
    parts.append(discount(10, 20, percent=30, reason="season"))
    parts.append(discount(10, "20", reason="season"))
    parts.append(discount(*parts, **more))
    return greetings.format_name(*parts, name="x", title="y")

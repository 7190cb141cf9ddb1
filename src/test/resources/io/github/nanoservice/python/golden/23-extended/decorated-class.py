@dataclass(frozen=True)
@register
class Item:
    price: float = field(default=ZERO)


def f():
    return 1

from menu import DISHES, PRICES, bill, tagged

CHEAP = [dish for dish in DISHES if PRICES.get(dish, 9) < 3]
CHEAP.reverse()


def cheap():
    return CHEAP


def hot_bill():
    return bill([dish for dish in tagged("hot") if dish in PRICES])

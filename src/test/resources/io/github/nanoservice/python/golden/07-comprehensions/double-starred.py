def f():
    return {**{k: v for k, v in a}, **b}

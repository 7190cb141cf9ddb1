def f(a: int, b: "str" = "x", *c: tuple[int, ...], d: dict[str, list] = {}, **e: Any) -> None: pass

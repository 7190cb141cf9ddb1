def f():
    return f"" f'''''' F'' + a

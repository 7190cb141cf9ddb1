def f():
    try: g()
    except (ValueError, errors.Timeout) as error: return error
    return error

def f():
    return 'a' f"{b}" r'''c''' rf"{d}" "e"

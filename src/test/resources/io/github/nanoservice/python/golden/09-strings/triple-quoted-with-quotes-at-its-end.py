def f():
    return """ends with a quote\"""" + '''and another\'''' + """" begins with one"""

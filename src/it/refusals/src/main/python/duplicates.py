def area(width, height):
    return width * height


def area(side):
    return side * side

"""The difference of two texts, and how to get from one to the other."""


def common(left, right):
    """Returns the lengths of the longest common subsequences of all ends."""
    lengths = {}
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            lengths[i, j] = longest(lengths, left, right, i, j)
    return lengths


def longest(lengths, left, right, i, j):
    if i == len(left) or j == len(right):
        return 0
    if left[i] == right[j]:
        return lengths[i + 1, j + 1] + 1
    return max(lengths[i + 1, j], lengths[i, j + 1])


def difference(left, right):
    """Yields pairs of what to do, " ", "-" or "+", and a line."""
    lengths = common(left, right)
    i = j = 0
    while i < len(left) or j < len(right):
        if i < len(left) and j < len(right) and left[i] == right[j]:
            yield " ", left[i]
            i, j = i + 1, j + 1
        elif j == len(right) or i < len(left) and lengths[i + 1, j] >= lengths[i, j + 1]:
            yield "-", left[i]
            i += 1
        else:
            yield "+", right[j]
            j += 1


def patched(lines, steps):
    """Changes lines in place as the steps say. Raises ValueError where they do not fit; what was done stays."""
    place = 0
    for action, line in steps:
        if action == "+":
            lines.insert(place, line)
        elif lines[place] != line:
            raise ValueError(place, line)
        elif action == "-":
            del lines[place]
            continue
        place += 1

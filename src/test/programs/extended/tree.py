"""A recursive class over many services, whose methods are called by functions that call each other."""


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = list(children)

    def map(self, change):
        return Tree(change(self.value), *(child.map(change) for child in self.children))


def depth(tree):
    return 1 + max(map(depth, tree.children), default=0)


def total(tree):
    return tree.value + sum(total(child) for child in tree.children)


def double(value):
    return value * 2


def doubled(tree):
    return tree.map(double)


def prune(tree, least):
    tree.children[:] = [prune(child, least) for child in tree.children if child.value >= least]
    return tree


def leaves(tree):
    if not tree.children:
        yield tree
    for child in tree.children:
        yield from leaves(child)

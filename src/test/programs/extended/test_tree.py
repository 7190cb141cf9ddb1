from tree import Tree, depth, doubled, leaves, prune, total


def make():
    return Tree(1, Tree(2, Tree(4)), Tree(3))


def test_recursion():
    assert depth(make()) == 3
    assert total(doubled(make())) == 20
    assert [leaf.value for leaf in leaves(make())] == [4, 3]


def test_pruned_in_place():
    tree = make()
    kept = tree.children[1]
    assert prune(tree, 3) is tree
    assert tree.children == [kept] and kept.value == 3

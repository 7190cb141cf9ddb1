# match [a]: could begin an annotation of an item, were it not for the block.
def f():
    match [a]:
        case [b]: return b
    match (c, d):
        case _: pass

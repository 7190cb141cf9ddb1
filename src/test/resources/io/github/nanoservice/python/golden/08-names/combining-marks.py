# e and U+0301 are é, here as in the call.
def café(): return café()

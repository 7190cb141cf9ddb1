def classes(iffy, notary, _is): return forever(iffy), in_(notary), import_

# PEP 3131
def größe(straße): return 名前(straße)
def 名前(λ): return λ

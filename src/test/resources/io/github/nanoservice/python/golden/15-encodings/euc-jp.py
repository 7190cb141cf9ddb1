# coding: euc-jp
def 名前(): return "日本語"

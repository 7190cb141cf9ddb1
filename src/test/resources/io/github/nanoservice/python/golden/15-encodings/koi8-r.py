# coding: koi8-r
def привет(): pass

# Grüße, coding: klingon
def f(): pass

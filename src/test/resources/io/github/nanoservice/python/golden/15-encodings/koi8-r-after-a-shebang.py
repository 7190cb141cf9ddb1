#!/x
# vim: set fileencoding=koi8-r :
def п(): pass

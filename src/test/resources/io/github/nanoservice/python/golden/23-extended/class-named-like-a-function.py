def item(): pass


class item: pass

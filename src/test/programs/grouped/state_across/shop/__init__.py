from .store import ITEMS as items, put

except ValueError: pass

class Unknown(LookupError):
    pass

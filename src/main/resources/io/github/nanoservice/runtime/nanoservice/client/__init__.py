"""The calling side: stubs, which send a request for each call of a function in another service."""

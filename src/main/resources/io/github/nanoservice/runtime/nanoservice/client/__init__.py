"""The calling side: stubs, which send a request for each call to a function of another service."""

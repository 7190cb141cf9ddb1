"""The docstring."""
"""Not the docstring."""

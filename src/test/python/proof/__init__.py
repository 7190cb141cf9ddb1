"""Runs programs as they are and decomposed, and compares what their tests see call by call."""

"""The serving side: a process that answers requests by calling the functions of its service."""

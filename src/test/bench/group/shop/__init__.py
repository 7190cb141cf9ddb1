from .prices import tax as tax

"Strings that stand side by side " 'are one string, ' """so this is a docstring."""

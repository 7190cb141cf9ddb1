("Parentheses leave no trace in the tree: this is a docstring.")

# Comments are no content,
    # not even indented ones.

"""Which words of the archive did the person begin to type, or mean?

What headlines say is counted by keystrokes and kept as a sorted table beside the index. From it
come completions of what is half typed, also by initials and in the wrong keyboard layout, and the
entries that something misspelt may have meant. Useful for words and short phrases; knows nothing of
articles. Its modules are imported where they are used: no search needs one until it finds little.
"""

"""Which lines of a text are its news, and what do the others say: who, where, when, whose?"""

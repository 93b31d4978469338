"""Which article does this page hold, as HTML or as text?"""

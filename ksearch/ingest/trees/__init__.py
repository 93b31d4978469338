"""Which elements does this HTML or XML have?"""

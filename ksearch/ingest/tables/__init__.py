"""Which articles do the rows of this table hold?"""

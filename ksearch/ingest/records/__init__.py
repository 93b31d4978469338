"""Which articles does this JSON hold?"""

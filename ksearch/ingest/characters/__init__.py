"""Which characters and lines do these bytes stand for?"""

"""How do named fields and found pieces become an article?"""

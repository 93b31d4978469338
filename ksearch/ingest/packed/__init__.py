"""What lies in this packed file?"""

"""In which format is this document written, and what does its reader get to read?"""

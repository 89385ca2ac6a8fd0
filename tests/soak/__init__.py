"""A soak: many calls for minutes, in threads and tasks, over a link that breaks all the time.

`make soak` runs it; see `__main__`. No test: it takes minutes, and chance decides what breaks.
"""

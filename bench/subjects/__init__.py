"""What is measured, a subject a module.

Each has `sides(scale)`, a context manager that sets everything up and gives the sides by
name: functions that do the work once, and return what it took.
"""

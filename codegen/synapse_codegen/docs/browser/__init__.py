"""What ▶ Run needs beside the pages, which a browser loads by the first click.

Never here: what a page needs without that click. Imports nothing of the generator.
"""

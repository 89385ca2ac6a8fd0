"""Write the emitted package: render, format, compare with the disk, change all files or none.

Here belong templates, the formatter, the lock file and the output folder. No word of an emitted file is chosen
here; that is done in `views`. Imports nothing but what views hand over.
"""

"""The recipe that uploads many groups of files into a collection, in the order of its stages.

`check` all → hash (`upload`) → recognise (`units`) → `upload` → create `units` → create `tasks`. `recipe` runs them,
window by window; `job` is what they share. Here belongs what a stage sends, and what becomes of an item that fails.
Never here: a stage that gives up the other items for one that failed, or that creates what exists already.
Imports `composites.file_group` and `composites.worker`, and what the rooms below `composites` offer.
"""

"""The recipe that uploads many groups of files into a collection, in the order of its stages.

Check all, then hash, ask what is stored (`files`) → recognise (`creation`) → upload (`files`) → create units, create
tasks (`creation`).
`recipe` runs them, window by window; `job` is what they share.
Never here: a stage that gives up the other items for one that failed, or that creates what exists already.
Imports `recipes.file_group`, and what the rooms below `recipes` offer.
"""

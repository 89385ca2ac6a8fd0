"""Lists that come in pages: how each style asks for a page and reads it, and the walk through all pages.

Here belong the styles of pagination (`styles`), the walk with its ends, what it fetches ahead and has returned
(`paginator`), and the lazy lists that callers hold (`pager`).
Never here: a comparison of style names, composites, how a request is built or sent.
Imports `calls`, `flow`, `http`, `arguments`, `operation`, `types` and `errors`.
"""

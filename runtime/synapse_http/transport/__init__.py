"""The network: httpx, for blocking and async code, behind two classes with one method.

Here belong the clients of httpx and how they are made: pools, deadlines, trust, proxies, and what a fork leaves.
Never here: retries, redirects, credentials, or anything else that decides what is sent.
Imports httpx, which nothing else does; what imports it is loaded with the first request.
"""

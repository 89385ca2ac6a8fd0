"""A small Django REST framework backend: what the mock and the client are held to."""

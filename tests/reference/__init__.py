"""A small Django REST framework backend, which the mock and the client are compared with."""

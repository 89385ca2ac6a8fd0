"""Responses that are read line by line as they come."""

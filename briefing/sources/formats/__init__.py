"""Formats: bytes → Draft, one module a form."""

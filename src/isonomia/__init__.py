"""Isonomia: the law of constitutional reform as code that anyone can check."""

__version__ = "0.1.0"

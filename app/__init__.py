"""Keydesk answers help-desk tickets that ask for an API key."""

__version__ = "0.1.0"

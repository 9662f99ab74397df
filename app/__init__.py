"""Keydesk answers help-desk tickets that ask for an API key."""

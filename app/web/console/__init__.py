"""Keydesk's own pages: signing in, and handing in the keys that people make."""

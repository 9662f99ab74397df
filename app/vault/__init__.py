"""The vault: 1Password."""

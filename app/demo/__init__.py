"""Local stand-ins for the help desk, Alma and 1Password, and the demonstration that runs on them."""

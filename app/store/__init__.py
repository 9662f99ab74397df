"""What Keydesk knows and has done, in SQLite or PostgreSQL."""

"""What Keydesk knows and decides, without any I/O, clock, logging or settings."""

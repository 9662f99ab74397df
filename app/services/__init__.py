"""The services whose keys are handed out: what each offers, and how a key is checked."""

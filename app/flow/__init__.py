"""The looks: what is due, what is seen, what is decided, what is done."""

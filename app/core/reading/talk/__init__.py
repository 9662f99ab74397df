"""How a message answers the one before: what was offered or asked, what is taken of it, and the kind of reply."""

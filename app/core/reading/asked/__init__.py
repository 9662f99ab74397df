"""From statements to what a ticket asks: for a new key, something about one that exists, or nothing of ours."""

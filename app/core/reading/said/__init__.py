"""From statements to claims: what is named, whether it is wished for, denied or left open, and what goes with what."""

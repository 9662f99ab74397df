"""From claims to what is wanted after each message: what adds, what replaces, and what stays unclear."""

"""What `keydesk check` tries out, each part with what to do and who can where something is missing."""

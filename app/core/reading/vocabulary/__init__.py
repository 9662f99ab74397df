"""What the reader knows of words, apart from any ticket: everyday English as data, and how phrases are looked up."""

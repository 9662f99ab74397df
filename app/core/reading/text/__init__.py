"""From a message as it came to lines of tokens: cleaned, with secrets and quotations out, and each word named."""

"""Text: sentences, tokens, quotations, furniture."""

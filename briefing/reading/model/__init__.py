"""The one model: a sentence in, its entities and its vector out."""

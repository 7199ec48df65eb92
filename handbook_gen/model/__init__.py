"""The nouns: facts, expressions, texts, the library, a profile and a handbook. All frozen, none acts."""

"""The `handbook` command: words in, words out."""
